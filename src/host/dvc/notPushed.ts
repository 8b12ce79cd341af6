import * as vscode from 'vscode';

/** Images that are only on this machine, as the DVC remote said when it was last asked. Absolute paths. */
export class NotPushed implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onChange = this.#changed.event;
  #paths: ReadonlySet<string> = new Set();

  has(path: string): boolean {
    return this.#paths.has(path);
  }

  set(paths: Iterable<string>): void {
    this.#paths = new Set(paths);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
