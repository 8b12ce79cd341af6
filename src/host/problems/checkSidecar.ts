import { isBlank, type AnnotationDoc } from '../../core/annotation/document';
import { parseSidecar } from '../../core/annotation/sidecar';
import type { Finding } from '../../core/checks/check';
import { runChecks } from '../../core/checks/index';
import type { Problem } from '../../core/problem';
import type { DataSets } from '../../engine/dataset/dataSets';
import { imageFacts, rulesOf } from '../../engine/dataset/inspectImage';
import { lineOfFinding, placesIn, placesNear, type Places } from './places';

/** A problem on a line of a sidecar, with the finding from which it comes, if a check found it. */
export interface SidecarProblem extends Problem {
  readonly line: number;
  readonly finding?: Finding;
}

/** What is wrong with the labels of one image. */
export interface CheckedSidecar {
  readonly sidecarPath: string;
  readonly imagePath: string;
  /** False when the labels were never saved: there is no file that could show the problems. */
  readonly isSaved: boolean;
  /** Undefined when the sidecar cannot be read. */
  readonly doc: AnnotationDoc | undefined;
  /** In the order of their lines. */
  readonly problems: readonly SidecarProblem[];
}

/** The part of an open document that is checked. */
export interface OpenDocument {
  readonly path: string;
  /** Set when the labels are in a file of another format. */
  readonly store?: unknown;
  readonly labels: {
    readonly doc: AnnotationDoc;
    readonly base: { readonly doc: AnnotationDoc; readonly hash: string | undefined };
    readonly path: string;
    readonly blocked: Problem | undefined;
    readonly problems: readonly Problem[];
    lineOf(id: string): number | undefined;
  };
}

/** Checks a sidecar by its text. Never rejects. */
export async function checkText(path: string, text: string, dataSets: DataSets): Promise<CheckedSidecar> {
  const imagePath = await dataSets.sidecars.imageOf(path);
  const about = { sidecarPath: path, imagePath, isSaved: true };
  const parsed = parseSidecar(text);
  if (!parsed.ok) return { ...about, doc: undefined, problems: [onLine(parsed.problem)] };
  const { doc } = parsed;
  const places = placesIn(text, (id) => parsed.lineOf(id));
  return { ...about, doc, problems: await problemsOf(doc, imagePath, parsed.problems, places, dataSets) };
}

/** Checks labels as they are in the editor, saved or not. Never rejects. */
export async function checkOpen(
  { path: imagePath, store, labels }: OpenDocument,
  dataSets: DataSets,
): Promise<CheckedSidecar> {
  const { doc, base, blocked } = labels;
  const isSaved = base.hash !== undefined;
  const about = { sidecarPath: labels.path, imagePath, isSaved };
  if (blocked) return { ...about, isSaved: true, doc: undefined, problems: [onLine(blocked)] };
  if (!isSaved && isBlank(doc)) return { ...about, doc, problems: [] };
  const lineOf = (id: string): number | undefined => labels.lineOf(id);
  const places = !isSaved ? NOWHERE : store ? { ...NOWHERE, lineOf } : placesNear(base.doc, lineOf);
  return { ...about, doc, problems: await problemsOf(doc, imagePath, labels.problems, places, dataSets) };
}

/** A file that cannot even be read as text. */
export function unreadable(sidecarPath: string, imagePath: string, problem: Problem): CheckedSidecar {
  return { sidecarPath, imagePath, isSaved: true, doc: undefined, problems: [onLine(problem)] };
}

const NOWHERE: Places = { lineOf: () => 1, imageLine: 1, tagsLine: 1 };

async function problemsOf(
  doc: AnnotationDoc,
  imagePath: string,
  onReading: readonly Problem[],
  places: Places,
  { sidecars, schemaFor }: DataSets,
): Promise<readonly SidecarProblem[]> {
  const second = (await sidecars.locate(imagePath)).problem;
  const schema = rulesOf(await schemaFor(imagePath));
  const findings = runChecks({ doc, schema, ...(await imageFacts(imagePath)) });
  return [
    ...(second ? [onLine(second)] : []),
    ...onReading.map(onLine),
    ...findings.map((finding) => fromFinding(finding, places)),
  ].sort((a, b) => a.line - b.line);
}

function onLine(problem: Problem): SidecarProblem {
  return { line: 1, ...problem };
}

function fromFinding(finding: Finding, places: Places): SidecarProblem {
  const { severity, message, check } = finding;
  return { severity, message, code: check, line: lineOfFinding(finding, places), finding };
}
