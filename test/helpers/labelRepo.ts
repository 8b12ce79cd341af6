import { execFileSync } from 'node:child_process';
import { git, gitFolder } from './gitRepo';
import { writeFiles } from './tempFolder';

/** A box in a sidecar: where its left edge is, and its class. */
export type Boxes = Readonly<Record<string, number | readonly [x: number, label: string]>>;

/** A sidecar's text with boxes by id, for an image of 100 by 100 pixels. */
export function sidecarText(file: string, boxes: Boxes): string {
  const rows = Object.entries(boxes).map(([id, said]) => {
    const [x, label] = typeof said === 'number' ? [said, 'car'] : said;
    return `{ "id": "${id}", "label": ${JSON.stringify(label)}, "box": [${x}, 1, 10, 10] }`;
  });
  const image = JSON.stringify({ file, width: 100, height: 100 });
  return `{"relabel": 1,\n"image": ${image},\n"annotations": [\n${rows.join(',\n')}\n]}\n`;
}

/** A repository in a temp folder that tests write, stage and commit in. */
export interface LabelRepo {
  readonly root: string;
  git(...args: string[]): string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Writes an image's sidecar beside it, and the image when it is not there yet. */
  label(image: string, boxes: Boxes): void;
  /** Stages everything and commits; returns the hash. */
  commit(message: string): string;
}

export function labelRepo(root = gitFolder()): LabelRepo {
  const run = (...args: string[]): string => git(root, ...args).replace(/\n$/, '');
  const write = (files: Readonly<Record<string, string | Uint8Array>>): void => writeFiles(root, files);
  return {
    root,
    git: run,
    write,
    label: (image, boxes) =>
      write({
        [image]: `picture ${image}`,
        [`${image}.labels.json`]: sidecarText(image.slice(image.lastIndexOf('/') + 1), boxes),
      }),
    commit: (message) => {
      run('add', '-A');
      run('commit', '-q', '--allow-empty', '-m', message);
      return run('rev-parse', 'HEAD');
    },
  };
}

/** Writes a chain of commits at once with `git fast-import`, as if made a minute apart; for long histories. */
export function fastImport(root: string, commits: readonly Readonly<Record<string, string>>[]): void {
  const text = commits.map((files, i) => {
    const who = `committer Anna <anna@example.org> ${1_700_000_000 + i * 60} +0000`;
    const message = `commit ${i}`;
    const changes = Object.entries(files).map(
      ([path, content]) => `M 100644 inline ${path}\ndata ${Buffer.byteLength(content)}\n${content}\n`,
    );
    return `commit refs/heads/main\n${who}\ndata ${message.length}\n${message}\n${changes.join('')}`;
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: root, input: text.join('\n') });
}

/** Everything that comes, as a list. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
