import * as vscode from 'vscode';

/** The part of the built-in Git extension's interface (version 1) that we use. */
interface GitExtension {
  getAPI(version: 1): GitApi;
}
interface GitApi {
  readonly repositories: readonly Repository[];
  readonly onDidOpenRepository: vscode.Event<Repository>;
}
interface Change {
  readonly uri: vscode.Uri;
}
interface Repository {
  readonly state: {
    readonly workingTreeChanges: readonly Change[];
    readonly indexChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
    readonly onDidChange: vscode.Event<void>;
  };
  status(): Promise<void>;
}

/** Which files differ from the last commit, as the built-in Git extension has found out anyway: no process of ours. */
export class GitChanges implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[] = [this.#changed];
  #api: GitApi | undefined;
  #paths: ReadonlySet<string> | undefined;
  readonly onChange = this.#changed.event;

  /** Listens once the Git extension runs; without it nothing counts as changed. */
  async start(): Promise<void> {
    const extension = vscode.extensions.getExtension<GitExtension>('vscode.git');
    if (!extension) return;
    try {
      this.#api = (extension.isActive ? extension.exports : await extension.activate()).getAPI(1);
    } catch {
      return;
    }
    for (const repository of this.#api.repositories) this.#listen(repository);
    this.#disposables.push(this.#api.onDidOpenRepository((repository) => this.#listen(repository)));
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** Absolute. */
  get paths(): ReadonlySet<string> {
    return (this.#paths ??= new Set((this.#api?.repositories ?? []).flatMap(changedPaths)));
  }

  /** Something was committed by us: lets the Git extension look at once. */
  refresh(): void {
    for (const repository of this.#api?.repositories ?? []) void repository.status().catch(() => undefined);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#disposables).dispose();
  }

  #listen(repository: Repository): void {
    this.#disposables.push(
      repository.state.onDidChange(() => {
        this.#paths = undefined;
        this.#changed.fire();
      }),
    );
    this.#paths = undefined;
    this.#changed.fire();
  }
}

function changedPaths({ state }: Repository): string[] {
  const { workingTreeChanges, indexChanges, untrackedChanges = [] } = state;
  return [...workingTreeChanges, ...indexChanges, ...untrackedChanges].map(({ uri }) => uri.fsPath);
}
