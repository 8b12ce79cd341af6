import * as vscode from 'vscode';
import { dataSets, type DataSets } from '../engine/dataset/dataSets';
import { loadPart } from '../engine/loadPart';
import { Workers } from '../engine/workers';
import { FixProvider } from './codeActions';
import { Burst } from './burst';
import { registerCommands } from './commands/index';
import type { CommandServices } from './commands/services';
import { Decorations } from './decorations';
import { DataDecorations } from './dvc/dataDecorations';
import { NotPushed } from './dvc/notPushed';
import { tellDagsHub } from './dvc/usesDagsHub';
import { Detection } from './detection';
import { Diagnostics } from './diagnostics';
import { lazyDiffs } from './diff/lazyDiffs';
import { copyToNext, previousLabels } from './editor/carryLabels';
import { OpenEditors } from './editor/openEditors';
import { EditorProvider, type EditorServices } from './editor/provider';
import { checkGitSetUp } from './git/checkSetUp';
import { GitChanges } from './gitChanges';
import { ImageLists } from './imageLists';
import { keyHelp } from './keys';
import { messageOf, openLog } from './log';
import { ModelChoice } from './modelChoice';
import { moveSidecars } from './moveSidecars';
import { authorOf } from './review/author';
import { Review } from './review/review';
import { settings } from './settings';
import { StatusBar } from './statusBar';
import { registerUriHandler } from './versions/compare/uriHandler';
import { Repositories } from './versions/repositories';
import { startVersioning } from './versions/startVersioning';
import { tellChangedLabels } from './tellChangedLabels';
import { tellConflicts } from './tellConflicts';
import { watchWorkspace } from './watchWorkspace';

/** A git checkout or a copied folder touches many files at once: these are looked at when it is over. */
const BURST_MS = 300;
/** More files than this in one burst are not looked at one by one. */
const MAX_ONE_BY_ONE = 200;

/** The composition root: everything is built here, handed what it needs, and disposed in reverse. */
export function startServices(context: vscode.ExtensionContext): vscode.Disposable {
  const log = openLog();
  const sets = new Renewable(openDataSets);
  const workers = new Renewable(
    () => openWorkers(context),
    (old) => old.dispose(),
  );
  const editors = new OpenEditors();
  const lists = new ImageLists(sets.get);
  const models = new ModelChoice(context);
  const detection = new Detection({ log, workers: workers.get, models, editors });
  const git = new GitChanges();
  const decorations = new Decorations(sets.get, git);
  const notPushed = new NotPushed();
  const data = new DataDecorations(git, notPushed, log);
  const diagnostics = new Diagnostics(sets.get, editors, log);
  const schemaChanged = async (): Promise<void> => {
    sets.get().forget();
    for (const document of editors.documents) await document.reloadSchema();
    lists.forget();
    decorations.allChanged();
    await diagnostics.checkAll();
  };
  const looking = (work: Promise<unknown>): void =>
    void work.catch((error: unknown) => log.warn(messageOf(error)));
  const rules = new Burst({ settleMs: BURST_MS, onSettled: () => looking(schemaChanged()) });
  const sidecars = new Burst({
    settleMs: BURST_MS,
    onSettled: (paths) => {
      if (paths.size > MAX_ONE_BY_ONE) lists.forget();
      else for (const path of paths) looking(recount(sets.get(), lists, path));
    },
  });
  const images = new Burst({
    settleMs: BURST_MS,
    onSettled: (paths) => {
      if (paths.size > MAX_ONE_BY_ONE) return looking(diagnostics.checkAll());
      const places = sets.get().sidecars;
      for (const path of paths)
        looking(places.sidecarOf(path).then((sidecar) => diagnostics.recheck(sidecar)));
    },
  });
  const carrying = { dataSets: sets.get, lists, editors };
  const review = new Review(editors);
  const editorServices: EditorServices = {
    log,
    dataSets: sets.get,
    loader: { imaging: () => workers.get().imaging, maxMegapixels: settings.maxMegapixels },
    extensionUri: context.extensionUri,
    backupFolder: context.storageUri ?? context.globalStorageUri,
    keys: keyHelp(
      context.extension.packageJSON as Parameters<typeof keyHelp>[0],
      process.platform === 'darwin',
    ),
    settings: (uri) => settings.editor(uri),
    position: ({ path }) => lists.position(path),
    model: ({ uri }) => models.info(uri),
    author: authorOf,
    review: (document) => review.info(document),
    previousLabels: (document) => previousLabels(document, carrying),
    copyToNext: (document, annotations) => copyToNext(document, annotations, carrying),
    addClass: async ({ path }, name) => {
      const { addClassTo } = await loadPart(import('./schemaClasses'));
      await addClassTo(path, name, sets.get());
      sets.get().forget();
      for (const document of editors.documents) await document.reloadSchema();
    },
  };
  const repositories = new Repositories();
  const diffs = lazyDiffs({
    ...{ context, editorServices, editors, repositories },
    commandServices: () => commandServices,
  });
  const versions = startVersioning({
    context,
    editors,
    editorServices,
    repositories,
    showDiff: (request, search) => diffs.show(request, search),
  });
  const commandServices: CommandServices = {
    log,
    context,
    dataSets: sets.get,
    editors,
    lists,
    models,
    detection,
    workers: workers.get,
    notPushed,
    versions,
    review,
    repositoryChanged: () => {
      git.refresh();
      versions.history.repositoryChanged();
    },
  };
  const tellModel = (): void => editors.panels.forEach((panel) => panel.modelChanged());
  const tellPosition = (): void => editors.panels.forEach((panel) => panel.positionChanged());
  const renew = (): void => {
    sets.renew();
    repositories.forget();
    versions.history.refresh();
    lists.forget();
    decorations.allChanged();
    tellModel();
  };
  void vscode.commands.executeCommand('setContext', 'relabel.inUse', true);
  void git.start();
  void tellDagsHub();
  void diagnostics.checkAll();
  return disposeInReverse([
    log,
    workers,
    editors,
    lists,
    models,
    git,
    decorations,
    review,
    notPushed,
    data,
    diagnostics,
    rules,
    sidecars,
    images,
    new StatusBar(editors, lists, git),
    EditorProvider.register(editorServices, editors, versions.asOf),
    FixProvider.register({ editors, diagnostics, dataSets: sets.get, schemaChanged }),
    repositories,
    diffs,
    versions,
    registerCommands(commandServices),
    registerUriHandler(commandServices),
    checkGitSetUp(context, log),
    tellChangedLabels(git, sets.get),
    tellConflicts(editors),
    git.onChange(() => (versions.history.repositoryChanged(), diffs.repositoryChanged())),
    models.onChange(tellModel),
    lists.onChange(tellPosition),
    editors.onSaved(({ path, labels }) => {
      versions.history.repositoryChanged();
      lists.saved(path, labels.base.hash !== undefined);
      void decorations.sidecarChanged(labels.path);
      void vscode.commands.executeCommand('setContext', 'relabel.saved', true);
    }),
    editors.onDocument(({ doc }) => walkthroughContexts(doc.annotations.length)),
    settings.onChange((affects) => {
      if (affects('nodePath') || affects('cacheMegabytes')) workers.renew();
      if (affects('model')) tellModel();
      for (const panel of editors.panels) panel.settingsChanged();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(renew),
    vscode.workspace.onDidChangeWorkspaceFolders(renew),
    moveSidecars(sets.get, log),
    watchWorkspace({
      sidecar: (path, kind) => {
        diagnostics.recheck(path);
        void decorations.sidecarChanged(path);
        if (kind !== 'changed') sidecars.add(path);
      },
      schema: (path) => {
        diagnostics.recheck(path);
        rules.add(path);
      },
      image: (path) => {
        lists.forget();
        images.add(path);
      },
      data: (path) => data.fileChanged(path),
      rules: (path) => rules.add(path),
    }),
  ]);
}

/** A sidecar came or went: its image may have another. Files that are replaced are reported as made, too. */
async function recount({ sidecars }: DataSets, lists: ImageLists, sidecarPath: string): Promise<void> {
  const image = await sidecars.imageOf(sidecarPath);
  lists.saved(image, (await sidecars.locate(image)).exists);
}

function openDataSets(): DataSets {
  return dataSets({
    git: vscode.workspace.isTrusted ? (settings.gitPath() ?? 'git') : undefined,
    roots: () => (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  });
}

function openWorkers({ extensionUri, globalStorageUri }: vscode.ExtensionContext): Workers {
  const workerPath = vscode.Uri.joinPath(extensionUri, 'out', 'worker.js').fsPath;
  const cacheFolder = vscode.Uri.joinPath(globalStorageUri, 'tiles').fsPath;
  const cacheBytes = settings.cacheMegabytes() * 1e6;
  return new Workers({ workerPath, nodePath: settings.nodePath(), imaging: { cacheFolder, cacheBytes } });
}

/** The walkthrough ticks its steps by these. */
function walkthroughContexts(annotations: number): void {
  void vscode.commands.executeCommand('setContext', 'relabel.opened', true);
  if (annotations > 0) void vscode.commands.executeCommand('setContext', 'relabel.drawn', true);
}

/** Something made when first asked for, and anew after `renew`. */
class Renewable<T> implements vscode.Disposable {
  readonly #make: () => T;
  readonly #end: (old: T) => void;
  #made: T | undefined;

  constructor(make: () => T, end: (old: T) => void = () => undefined) {
    this.#make = make;
    this.#end = end;
  }

  readonly get = (): T => (this.#made ??= this.#make());

  renew(): void {
    this.dispose();
  }

  dispose(): void {
    if (this.#made !== undefined) this.#end(this.#made);
    this.#made = undefined;
  }
}

function disposeInReverse(disposables: readonly vscode.Disposable[]): vscode.Disposable {
  return new vscode.Disposable(() => {
    for (const disposable of disposables.toReversed()) disposable.dispose();
  });
}
