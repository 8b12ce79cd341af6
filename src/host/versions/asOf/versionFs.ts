import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Repositories } from '../repositories';
import type { VersionImages } from './versionImages';
import { parseVersionUri, VERSION_SCHEME } from './versionUri';

/** Images as they were at a commit, for VS Code and whatever else opens them: read only. */
export class VersionFs implements vscode.FileSystemProvider {
  readonly #repositories: Repositories;
  readonly #images: VersionImages;
  readonly #changed = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(repositories: Repositories, images: VersionImages) {
    this.#repositories = repositories;
    this.#images = images;
  }

  register(): vscode.Disposable {
    const options = { isReadonly: true, isCaseSensitive: true };
    return vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerFileSystemProvider(VERSION_SCHEME, this, options),
    );
  }

  /** What a commit holds never changes. */
  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    const { size } = await stat(await this.#fileOf(uri));
    return {
      type: vscode.FileType.File,
      ctime: 0,
      mtime: 0,
      size,
      permissions: vscode.FilePermission.Readonly,
    };
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return readFile(await this.#fileOf(uri));
  }

  readDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.Unavailable(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  async #fileOf(uri: vscode.Uri): Promise<string> {
    const file = parseVersionUri(uri);
    if (!file) throw vscode.FileSystemError.FileNotFound(uri);
    const versions = await this.#repositories.versionsOf(file.imagePath);
    const image = await this.#images.of(versions, file.revision, file.imagePath);
    if (image.kind === 'missing') throw vscode.FileSystemError.FileNotFound(image.reason);
    return image.path;
  }
}
