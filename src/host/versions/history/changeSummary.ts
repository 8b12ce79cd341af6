import type { AnnotationDoc } from '../../../core/annotation/document';
import type { InstanceChange } from '../../../core/diff/docDiff';
import { diffDocs, type DocDiff } from '../../../core/diff/docDiff';
import { changeOfInstance } from '../../../core/diff/docDiff';
import { changeParts, changeSubject } from '../../../core/diff/changeWords';
import { summarise } from '../../../core/dataset/summarise';
import { docOf, type LabelsAt } from '../../../engine/versioning/labelVersions';

/** How two versions of an image's labels differ; of one instance only when its id is given. */
export function diffOf(
  before: AnnotationDoc | undefined,
  after: AnnotationDoc | undefined,
  instance?: string,
): DocDiff {
  if (instance === undefined) return diffDocs(before, after);
  const change = changeOfInstance(before, after, instance);
  return { instances: change ? [change] : [], unchanged: 0, tags: { added: [], removed: [] } };
}

/** "+2 car, 1 moved" for an image, "relabelled bus" for one instance, and why there are no words. */
export function changeSummary(
  before: LabelsAt | undefined,
  after: LabelsAt | undefined,
  instance?: string,
): string {
  const broken = after?.kind === 'unreadable' ? after : before?.kind === 'unreadable' ? before : undefined;
  if (broken) return `unreadable: ${broken.reason}`;
  return docSummary(docOf(before), docOf(after), instance);
}

/** The same for documents. */
export function docSummary(
  before: AnnotationDoc | undefined,
  after: AnnotationDoc | undefined,
  instance?: string,
): string {
  if (instance !== undefined) {
    const change = changeOfInstance(before, after, instance);
    return change ? changeParts(change).join(', ') : '';
  }
  return summarise([{ path: '', before, after }]).text.replace(/^1 image(, )?/, '');
}

/** "car" and "moved 12 px right, IoU 0.83". */
export function instanceText(change: InstanceChange): { readonly name: string; readonly what: string } {
  return { name: changeSubject(change), what: changeParts(change).join(', ') };
}
