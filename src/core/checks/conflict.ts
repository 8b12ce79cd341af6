import type { Annotation } from '../annotation/annotation';
import { conflictsOf, removedBy, resolved, type Decision } from '../annotation/conflict';
import { conflictMessage } from '../annotation/conflictMessage';
import { byId, type AnnotationDoc } from '../annotation/document';
import { factClashes } from '../annotation/factsConflict';
import { idFromText } from '../annotation/id';
import { resolveConflict, resolveFacts } from '../edit/resolveConflict';
import type { Check, Finding, Fix } from './check';
import { about, lazyFix, named } from './lib/about';

export const conflict: Check = {
  id: 'conflict',
  severity: 'error',
  about: 'A merge left versions to decide between.',
  run({ doc }) {
    const findings = conflictsOf(doc).map((annotation) => finding(doc, annotation));
    return doc.conflict ? [ofImage(doc), ...findings] : findings;
  },
};

function finding(doc: AnnotationDoc, annotation: Annotation): Finding {
  const message = `The ${named(annotation)} was changed on both sides of a merge: ${conflictMessage(annotation)}.`;
  return about(conflict.id, conflict.severity, annotation, message, fixesOf(doc, annotation));
}

function fixesOf(doc: AnnotationDoc, annotation: Annotation): readonly Fix[] {
  const gone = removedBy(annotation);
  const fix = (title: string, decision: Decision): Fix =>
    lazyFix(title, () => resolveConflict(doc, [annotation], decision, () => secondId(doc, annotation)));
  const [ours, theirs] = [fix('Take ours', 'ours'), fix('Take theirs', 'theirs')];
  if (gone) return [fix('Keep it', 'edited'), gone === 'ours' ? ours : theirs];
  return [ours, theirs, fix('Keep both', 'both'), fix('Keep it as it is now', 'edited')];
}

/** The same each time the check runs. */
function secondId(doc: AnnotationDoc, annotation: Annotation): string {
  const [theirs] = resolved(annotation, 'theirs', () => '');
  return idFromText(JSON.stringify(theirs ?? annotation), (id) => byId(doc).has(id));
}

function ofImage(doc: AnnotationDoc): Finding {
  const clashes = factClashes(doc).map((key) => (key === 'image' ? 'its name or size' : key));
  return {
    check: conflict.id,
    severity: conflict.severity,
    message: `What is said of the whole image was changed on both sides of a merge: ${clashes.join(', ')}.`,
    fixes: [
      lazyFix('Take ours', () => resolveFacts(doc, 'ours')),
      lazyFix('Take theirs', () => resolveFacts(doc, 'theirs')),
    ],
  };
}
