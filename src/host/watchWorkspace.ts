import * as vscode from 'vscode';
import { IMAGE_EXTENSIONS } from '../core/dataset/imageNames';
import { isSidecar } from '../engine/dataset/sidecars';

export type FileEvent = 'created' | 'changed' | 'deleted';

/** Who wants to hear of which files. */
export interface WorkspaceListeners {
  sidecar(path: string, event: FileEvent): void;
  schema(path: string): void;
  /** An image came or went. */
  image(path: string): void;
  /** An image or a `.dvc` file came, went or changed. */
  data(path: string): void;
  /** What decides where labels live: `.gitignore`, `.dvc` files, lists of classes. */
  rules(path: string): void;
}

const SIDECARS = '**/*.labels.json';
const SCHEMAS = '**/relabel.{yaml,yml}';
const RULES = '**/{.gitignore,*.dvc,data.yaml,data.yml,classes.txt}';
/** Label files of other formats that lie in folders of their own; those of open images are watched anyway. */
const LABEL_FILES = '**/{labels/**/*.txt,Annotations/**/*.xml}';
const EXTENSIONS = IMAGE_EXTENSIONS.flatMap((extension) => [extension, extension.toUpperCase()]);
const IMAGES = `**/*.{${EXTENSIONS.join(',')}}`;

/** One pair of eyes on the workspace's files, which sees only what concerns labels. */
export function watchWorkspace(listeners: WorkspaceListeners): vscode.Disposable {
  return vscode.Disposable.from(
    watch(SIDECARS, (path, event) => isSidecar(path) && listeners.sidecar(path, event)),
    watch(SCHEMAS, (path) => listeners.schema(path)),
    watch(LABEL_FILES, (path, event) => event !== 'changed' && listeners.sidecar(path, event)),
    watch(RULES, (path) => {
      listeners.rules(path);
      if (path.endsWith('.dvc')) listeners.data(path);
    }),
    watch(IMAGES, (path, event) => {
      listeners.data(path);
      if (event !== 'changed') listeners.image(path);
    }),
  );
}

function watch(glob: string, listener: (path: string, event: FileEvent) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(glob);
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(({ fsPath }) => listener(fsPath, 'created')),
    watcher.onDidChange(({ fsPath }) => listener(fsPath, 'changed')),
    watcher.onDidDelete(({ fsPath }) => listener(fsPath, 'deleted')),
  );
}
