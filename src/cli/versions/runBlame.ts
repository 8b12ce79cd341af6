import type { Annotation } from '../../core/annotation/annotation';
import { byId, sameValue, type AnnotationDoc } from '../../core/annotation/document';
import type { JsonObject } from '../../core/json/json';
import { docOf, type HistoryEntry } from '../../engine/versioning/labelVersions';
import { WORKTREE, type Revision } from '../../engine/versioning/revision';
import type { Versions } from '../../engine/versioning/versions';
import { UsageError, type CliContext, type ExitCode } from '../command';
import { printable } from '../output';
import { commitEntry, dayOf } from './commitWords';
import { imageArgument } from './imageArgument';
import { headOf, said } from './revisionArguments';
import { withVersions } from './withVersions';

/** An annotation and the commit that made it what it is; absent: it is not committed. */
interface Blamed {
  readonly annotation: Annotation;
  readonly entry?: HistoryEntry | undefined;
}

export function runBlame(
  [first, second]: readonly string[],
  json: boolean,
  context: CliContext,
): Promise<ExitCode> {
  const [name, path] = second === undefined ? [undefined, first] : [first, second];
  return withVersions(context, async (versions) => {
    const image = path === undefined ? undefined : await imageArgument(path, context.cwd);
    if (image === undefined) throw new UsageError(`${path ?? ''} is neither an image nor a sidecar.`);
    const at = name === undefined ? WORKTREE : await said(versions, name);
    const blamed = await blame(versions, image, at, context);
    if (!blamed) {
      context.output.note(
        `relabel: ${printable(path ?? '')} has no labels that can be read in this version.`,
      );
      return 1;
    }
    print(blamed, json, context.output.path(image), context);
    return 0;
  });
}

async function blame(
  versions: Versions,
  image: string,
  at: Revision,
  { signal }: CliContext,
): Promise<readonly Blamed[] | undefined> {
  const doc = docOf(await versions.labelsAt(at, image));
  if (!doc) return undefined;
  const from = at.kind === 'commit' ? at : await headOf({ versions });
  const entries = await versions.blameOf(image, { signal, from });
  const committed = at.kind === 'commit' ? doc : docOf(await versions.labelsAt(from, image));
  return doc.annotations.map((annotation) => ({
    annotation,
    entry: isIn(committed, annotation) ? entries.get(annotation.id) : undefined,
  }));
}

function isIn(doc: AnnotationDoc | undefined, annotation: Annotation): boolean {
  return doc !== undefined && sameValue(byId(doc).get(annotation.id), annotation);
}

function print(blamed: readonly Blamed[], json: boolean, path: string, { output }: CliContext): void {
  if (json) {
    const annotations = blamed.map(entryOf);
    output.line(JSON.stringify({ version: 1, path, annotations }, null, 2));
    return;
  }
  const rows = blamed.map(({ annotation, entry }) => [
    `${entry?.isBoundary ? '^' : ''}${entry?.shortHash ?? '-'}`,
    entry ? dayOf(entry.atMs) : '-',
    entry?.author ?? 'not committed',
    `${annotation.label} ${annotation.id} ${annotation.shape.kind}${annotation.proposed ? ' (proposal)' : ''}`,
    entry?.subject ?? '',
  ]);
  const shown = rows.map((row) => row.map(printable));
  const widths = [0, 1, 2, 3].map((i) =>
    shown.reduce((width, row) => Math.max(width, row[i]?.length ?? 0), 0),
  );
  for (const row of shown)
    output.line(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

function entryOf({ annotation, entry }: Blamed): JsonObject {
  const { id, label, shape, proposed } = annotation;
  const commit = entry
    ? { ...commitEntry(entry), ...(entry.isBoundary && { boundary: true }) }
    : { commit: null };
  return { id, label, shape: shape.kind, ...(proposed && { proposed }), ...commit };
}
