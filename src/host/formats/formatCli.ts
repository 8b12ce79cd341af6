import * as vscode from 'vscode';
import type { ConversionResult } from '../../engine/formats/conversion';
import type { FoundFormats } from '../../engine/formats/findFormats';
import type { ImportResult } from '../../engine/formats/importLabels';
import { runCli, type CliEnd } from './cliProcess';

/** What the command line says of a format. */
export interface FormatFacts {
  readonly id: string;
  readonly title: string;
  readonly target: { readonly kind: 'file'; readonly name: string } | { readonly kind: 'folder' };
  readonly isWritten: boolean;
  readonly needsImages?: boolean;
}

/** A result in words, line by line, as the command line would print it. */
interface InWords {
  readonly text: readonly string[];
}

/** The command line did not do what it was asked for: its own words. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure';
}

/** The command line of this very installation: what it prints has the types it was built with. */
export class FormatCli {
  readonly #cliPath: string;

  constructor(extensionUri: vscode.Uri) {
    this.#cliPath = vscode.Uri.joinPath(extensionUri, 'out', 'cli.js').fsPath;
  }

  async formats(): Promise<readonly FormatFacts[]> {
    const { value, said } = await runCli(this.#cliPath, ['formats']);
    if (value === undefined) throw new CliFailure(said);
    return (value as { formats: readonly FormatFacts[] }).formats;
  }

  /** What a file or folder may be, the likeliest first. */
  async find(path: string): Promise<FoundFormats['formats']> {
    const { value, said } = await runCli(this.#cliPath, ['formats', '--of', path]);
    if (value === undefined) throw new CliFailure(said);
    return (value as FoundFormats).formats;
  }

  /** Undefined when it was cancelled. */
  import(args: readonly string[], title: string): Promise<(ImportResult & InWords) | undefined> {
    return this.#run<ImportResult & InWords>(['import', ...args], title);
  }

  /** Undefined when it was cancelled. */
  convert(args: readonly string[], title: string): Promise<(ConversionResult & InWords) | undefined> {
    return this.#run<ConversionResult & InWords>(args, title);
  }

  async #run<T>(args: readonly string[], title: string): Promise<T | undefined> {
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const end = await vscode.window.withProgress(options, (progress, token) =>
      this.#follow([...args, '--json-progress'], progress, token),
    );
    if (end.code === 130 || end.code === -1) return undefined;
    if (end.value === undefined) throw new CliFailure(end.said.replace(/^relabel: /, ''));
    return end.value as T;
  }

  #follow(
    args: readonly string[],
    progress: vscode.Progress<{ message: string; increment: number }>,
    token: vscode.CancellationToken,
  ): Promise<CliEnd> {
    let shown = 0;
    return runCli(
      this.#cliPath,
      args,
      ({ done, total, what }) => {
        const percent = total > 0 ? Math.floor((100 * done) / total) : shown;
        progress.report({ message: `${what} ${done}/${total}`, increment: Math.max(0, percent - shown) });
        shown = Math.max(shown, percent);
      },
      token,
    );
  }
}
