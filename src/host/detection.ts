import * as vscode from 'vscode';
import { inFrame } from '../core/annotation/frame';
import { proposeDetections, type Proposals } from '../core/edit/proposeDetections';
import type { SizePx } from '../core/heads/letterbox';
import { detect, type DetectionResult } from '../engine/detection';
import type { ResolvedModel } from '../engine/models';
import type { Workers } from '../engine/workers';
import { isAbortError } from '../protocol/rpcError';
import type { DetectStage } from '../protocol/worker';
import type { LabelDocument } from './editor/document';
import type { OpenEditors } from './editor/openEditors';
import { messageOf, type Log } from './log';
import type { ModelChoice } from './modelChoice';
import { settings } from './settings';

/** Proposals are kept down to this score, so that the slider can go below the threshold without a new run. */
const FLOOR = 0.1;

export interface DetectionServices {
  readonly log: Log;
  readonly workers: () => Workers;
  readonly models: ModelChoice;
  readonly editors: OpenEditors;
}

/** Runs models on open images; one run per image at a time. */
export class Detection {
  readonly #services: DetectionServices;
  readonly #running = new Map<LabelDocument, AbortController>();

  constructor(services: DetectionServices) {
    this.#services = services;
  }

  /** Detects on an image and turns the result into one edit. Says itself what went wrong. */
  async run(document: LabelDocument): Promise<void> {
    if (!canRun()) return;
    this.cancel(document);
    const controller = new AbortController();
    this.#setRunning(document, controller);
    try {
      await this.#withProgress(document, controller, (report) => this.#detect(document, controller, report));
    } catch (error) {
      if (!isAbortError(error) && !controller.signal.aborted) this.#failed(document, error);
    } finally {
      if (this.#running.get(document) === controller) this.#setRunning(document, undefined);
    }
  }

  cancel(document: LabelDocument): void {
    this.#running.get(document)?.abort();
  }

  async #detect(document: LabelDocument, { signal }: AbortController, report: Report): Promise<void> {
    const { models, workers, log } = this.#services;
    const image = await document.image;
    if (image.kind === 'missing') throw new Error(image.reason);
    const model = await models.resolve(document.uri);
    const { page } = document;
    const options = { confidence: FLOOR, limitPixels: Math.round(settings.maxMegapixels() * 1e6), page };
    const found = await detect(workers(), document.path, model, options, signal, (progress) =>
      report(progress.fraction, progress.stage),
    );
    if (signal.aborted) return;
    // The labels' frame is the first page's: others may have another size.
    const doc = page === 0 ? inFrame(document.doc, found.image) : document.doc;
    if (!doc) throw new Error(otherSize(document.doc.image, found.image));
    const proposals = proposeDetections(doc, found.detections, found.modelId, Math.random, page);
    const { image: before } = document.doc;
    document.edit({ ...proposals.edit, ...(doc.image !== before && { image: [before, doc.image] }) });
    document.notice({ severity: 'info', message: summary(model, proposals) });
    log.info(`${document.path}: ${summary(model, proposals)} ${times(found)}`);
    for (const warning of found.warnings) log.warn(`${model.name}: ${warning}`);
    void vscode.commands.executeCommand('setContext', 'relabel.detected', true);
  }

  #withProgress(
    document: LabelDocument,
    controller: AbortController,
    work: (report: Report) => Promise<void>,
  ): Thenable<void> {
    const title = vscode.l10n.t('Detecting with {0}', this.#services.models.info(document.uri).title ?? '');
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true, title };
    const panels = this.#services.editors.panelsOf(document);
    return vscode.window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => controller.abort());
      let last = 0;
      const report: Report = (fraction, stage) => {
        progress.report({ increment: (fraction - last) * 100, message: stageText(stage) });
        last = fraction;
        for (const panel of panels) panel.progress({ title, fraction });
      };
      for (const panel of panels) panel.progress({ title, fraction: null });
      try {
        await Promise.race([work(report), aborted(controller.signal)]);
      } finally {
        for (const panel of panels) panel.progress(null);
      }
    });
  }

  #failed(document: LabelDocument, error: unknown): void {
    this.#services.log.error(error instanceof Error ? error : String(error));
    const openLog = vscode.l10n.t('Show Log');
    const choose = vscode.l10n.t('Choose Model…');
    const message = vscode.l10n.t('Detection did not work. {0}', messageOf(error));
    document.notice({ severity: 'error', message });
    void vscode.window.showErrorMessage(message, choose, openLog).then((picked) => {
      if (picked === openLog) this.#services.log.show();
      if (picked === choose) void vscode.commands.executeCommand('relabel.chooseModel');
    });
  }

  #setRunning(document: LabelDocument, controller: AbortController | undefined): void {
    if (controller) this.#running.set(document, controller);
    else this.#running.delete(document);
    void vscode.commands.executeCommand('setContext', 'relabel.detecting', this.#running.size > 0);
  }
}

type Report = (fraction: number, stage: DetectStage) => void;

function canRun(): boolean {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Trust');
  const text = vscode.l10n.t('Models run only in a trusted workspace. Viewing and labelling work without.');
  void vscode.window.showWarningMessage(text, manage).then((picked) => {
    if (picked) void vscode.commands.executeCommand('workbench.trust.manage');
  });
  return false;
}

/** The worker may be in the middle of native code when the user cancels: nobody waits for that. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}

function otherSize(labels: SizePx, image: SizePx): string {
  return vscode.l10n.t(
    'The image is {0} × {1} pixels, its labels say {2} × {3}. Use the quick fix of that problem, then detect again.',
    image.widthPx,
    image.heightPx,
    labels.widthPx,
    labels.heightPx,
  );
}

function summary(model: ResolvedModel, { proposed, known }: Proposals): string {
  const { t } = vscode.l10n;
  const found =
    proposed === 1 ? t('{0}: 1 proposal.', model.title) : t('{0}: {1} proposals.', model.title, proposed);
  return known === 0 ? found : `${found} ${t('{0} more are labelled already.', known)}`;
}

function times({ timesMs, head }: DetectionResult): string {
  const parts = Object.entries(timesMs).map(([stage, ms]) => `${stage} ${Math.round(ms)} ms`);
  return `(${head}; ${parts.join(', ')})`;
}

function stageText(stage: DetectStage): string {
  const { t } = vscode.l10n;
  const texts: Record<DetectStage, string> = {
    model: t('loading the model'),
    image: t('reading the image'),
    run: t('running'),
    decode: t('reading the result'),
  };
  return texts[stage];
}
