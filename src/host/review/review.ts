import * as vscode from 'vscode';
import type { ReviewInfo } from '../../protocol/editor';
import { bodies } from '../commands/later';
import type { CommandServices, ReviewCommands } from '../commands/services';
import type { LabelDocument } from '../editor/document';
import type { OpenEditors } from '../editor/openEditors';
import { VIEW_TYPE } from '../editor/provider';
import type { Base } from './pickBase';
import { ReviewSession, type ReviewedImage } from './reviewSession';

/** The review that is under way, if any: begins it, leads from image to image, and ends it with a commit. */
export class Review implements ReviewCommands, vscode.Disposable {
  readonly #editors: OpenEditors;
  readonly #listening: vscode.Disposable;
  #session: ReviewSession | undefined;

  constructor(editors: OpenEditors) {
    this.#editors = editors;
    this.#listening = editors.onDocument(({ path, doc }) => this.#session?.update(path, doc));
  }

  /** What an image's page shows of it. */
  info({ path }: LabelDocument): ReviewInfo | undefined {
    return this.#session?.info(path);
  }

  begin(services: CommandServices): Promise<void> {
    return bodies().then(({ chooseReview }) =>
      chooseReview(services, (base, images) => this.#start(base, images)),
    );
  }

  async go(step: 1 | -1): Promise<void> {
    const session = this.#session;
    if (!session) return sayNone();
    const active = this.#editors.active;
    await active?.document.settle();
    const path = session.neighbour(active?.document.path, step);
    if (path === undefined) return this.#finished(session);
    await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(path), VIEW_TYPE);
  }

  /** Says how it went and proposes the commit of the verdicts; they are labels and stay, committed or not. */
  async end(services: CommandServices): Promise<void> {
    const session = this.#session;
    if (!session) return sayNone();
    await Promise.all(this.#editors.documents.map((document) => document.settle()));
    const { total, reviewed, accepted, returned } = session.counts();
    this.#close();
    const message = `Review: ${accepted} accepted, ${returned} returned`;
    const commit = vscode.l10n.t('Commit Review…');
    const text = vscode.l10n.t('{0} of {1} reviewed, {2} returned.', reviewed, total, returned);
    const answer = await vscode.window.showInformationMessage(text, ...(reviewed > 0 ? [commit] : []));
    if (answer !== commit) return;
    const { commitLabelsAs } = await bodies();
    await commitLabelsAs(services, message);
  }

  dispose(): void {
    this.#listening.dispose();
    this.#close();
  }

  async #start({ title }: Base, images: readonly ReviewedImage[]): Promise<void> {
    if (images.length === 0) {
      const text = vscode.l10n.t('There is nothing to review: {0}, no instance was changed.', title);
      return void vscode.window.showInformationMessage(text);
    }
    this.#close();
    const session = new ReviewSession(title, images);
    this.#session = session;
    session.onChange(() => this.#tell());
    for (const { path, doc } of this.#editors.documents) session.update(path, doc);
    this.#tell();
    await this.go(1);
  }

  async #finished(session: ReviewSession): Promise<void> {
    const { total, returned } = session.counts();
    const end = vscode.l10n.t('End Review…');
    const text =
      total === 1
        ? vscode.l10n.t('The only change is reviewed, {0} returned.', returned)
        : vscode.l10n.t('All {0} changes are reviewed, {1} returned.', total, returned);
    if ((await vscode.window.showInformationMessage(text, end)) === end)
      await vscode.commands.executeCommand('relabel.endReview');
  }

  #tell(): void {
    for (const panel of this.#editors.panels) panel.reviewChanged();
  }

  #close(): void {
    this.#session?.dispose();
    this.#session = undefined;
    this.#tell();
  }
}

function sayNone(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('No review is under way: begin one with "Review Labels…".'),
  );
}
