import { join } from 'node:path';
import { openDvc, type Dvc } from '../../src/engine/dvc/dvc';
import { findDvc } from '../../src/engine/dvc/findDvc';
import { fakeDvc, type FakeDvcOptions } from './fakeDvc';
import { git, gitFolder } from './gitRepo';
import { tempFolder, writeFiles } from './tempFolder';

/** A repository with images in DVC, labels in git, a remote for each on this machine, and the double of dvc. */
export interface DataRepo {
  readonly root: string;
  readonly dvc: Dvc;
  /** Where the double and its `behaviour.json` and `calls.txt` are. */
  readonly tools: string;
  readonly dvcRemote: string;
  readonly gitRemote: string;
}

/** Committed and pushed: `data/` with `a.jpg` and `b.jpg`, and the labels of the first. */
export async function dataRepo(
  context: Mocha.Context,
  options: FakeDvcOptions = {},
  initFlags: readonly string[] = [],
): Promise<DataRepo> {
  const tools = join(tempFolder(), 'tools');
  const program = fakeDvc(context, tools, options);
  const [root, dvcRemote, gitRemote] = [gitFolder(...initFlags), tempFolder(), tempFolder()];
  git(gitRemote, 'init', '-q', '--bare', '-b', 'main', ...initFlags);
  for (const [key, value] of [
    ['user.name', 'Test'],
    ['user.email', 'test@example.org'],
  ] as const)
    git(root, 'config', key, value);
  git(root, 'remote', 'add', 'origin', gitRemote);
  writeFiles(root, {
    '.dvc/config': `[core]\n    remote = store\n['remote "store"']\n    url = ${dvcRemote}\n`,
    '.dvc/.gitignore': '/config.local\n/tmp\n/cache\n',
    'data/a.jpg': 'picture a',
    'data/b.jpg': 'picture b, larger',
    'labels/data/a.jpg.labels.json': sidecar('a.jpg', ['k00001']),
  });
  const state = await findDvc({ setting: program, folders: [root] });
  if (state.kind === 'absent') throw new Error(state.why);
  const dvc = openDvc(state.program, root);
  await dvc.add(['data']);
  await dvc.push([]);
  git(root, 'add', '.');
  git(root, 'commit', '-q', '-m', 'first');
  git(root, 'push', '-q', '-u', 'origin', 'main');
  return { root, dvc, tools, dvcRemote, gitRemote };
}

/** The text of a sidecar with one box for each id. */
export function sidecar(file: string, ids: readonly string[]): string {
  const lines = ids.map((id, at) => `    {"id": "${id}", "label": "nut", "box": [${at}, 0, 10, 10]}`);
  return `{
  "relabel": 1,
  "image": {"file": "${file}", "width": 100, "height": 100},
  "annotations": [
${lines.join(',\n')}
  ]
}
`;
}
