import { basename } from 'node:path';
import type { CheckInput, Finding } from '../../core/checks/check';
import { runChecks } from '../../core/checks/index';
import type { Problem } from '../../core/problem';
import type { LabelSchema } from '../../core/schema/labelSchema';
import type { DataSets } from './dataSets';
import { imageHeaderOf } from './imageHeaderOf';
import { imageStatus } from './imageStatus';
import { readLocated, type SidecarRead } from './readSidecar';
import type { SchemaFile } from './schemaFile';

/** Everything that can be said about one image's labels. */
export interface ImageReport {
  readonly imagePath: string;
  readonly sidecarPath: string;
  readonly sidecar: SidecarRead;
  /** Placed in the sidecar: of reading it, and of the checks. */
  readonly problems: readonly Problem[];
}

/** Reads and checks the labels of one image. Never rejects. */
export async function inspectImage(imagePath: string, dataSets: DataSets): Promise<ImageReport> {
  const location = await dataSets.sidecars.locate(imagePath);
  const sidecar = await readLocated(location);
  const own = location.problem ? [location.problem] : [];
  const report = { imagePath, sidecarPath: location.path, sidecar };
  if (sidecar.kind === 'absent') return { ...report, problems: [] };
  if (sidecar.kind === 'broken') return { ...report, problems: [...own, sidecar.problem] };
  const schema = rulesOf(await dataSets.schemaFor(imagePath));
  const findings = runChecks({ doc: sidecar.doc, schema, ...(await imageFacts(imagePath)) });
  const placed = findings.map((finding) => placedIn(sidecar, finding));
  return { ...report, problems: [...own, ...sidecar.problems, ...placed].sort(byLine) };
}

/** The rules to check by: none while the file is not valid YAML, because what stands behind the error is not read. */
export function rulesOf(file: SchemaFile | undefined): LabelSchema | undefined {
  const isBroken = file?.problems.some(({ severity, code }) => severity === 'error' && code === 'yaml');
  return isBroken ? undefined : file?.schema;
}

/** The image as the checks want to know it. Never rejects. */
export async function imageFacts(
  path: string,
): Promise<Pick<CheckInput, 'image' | 'imageExists' | 'imageName'>> {
  const status = await imageStatus(path);
  const isThere = status.state === 'present';
  const header = isThere ? await imageHeaderOf(path).catch(() => undefined) : undefined;
  return { image: header, imageExists: isThere || !status.isGone, imageName: basename(path) };
}

function placedIn(sidecar: SidecarRead, { check, severity, message, annotationId }: Finding): Problem {
  const line = sidecar.kind === 'ok' && annotationId !== undefined ? sidecar.lineOf(annotationId) : undefined;
  return { severity, code: check, message, ...(line !== undefined && { line }) };
}

function byLine(a: Problem, b: Problem): number {
  return (a.line ?? 0) - (b.line ?? 0);
}
