import type { ConflictSide } from './annotation';
import type { AnnotationDoc, FactsSide, ImageFacts } from './document';
import { groupsOf, versionIn } from './merge/conflictGroups';
import { saidBy, toldBy } from './merge/saidOfImage';
import type { JsonObject } from '../json/json';

/** What clashes of the whole image: "state", "image", unknown keys of the top level. */
export function factClashes({ conflict = [] }: AnnotationDoc): readonly string[] {
  return [...new Set(conflict.flatMap(({ as }) => keysOf(as)))];
}

/** The document with one side's version where the whole image is in conflict; `edited`: as it stands now. */
export function withFactsResolved(
  doc: AnnotationDoc,
  decision: ConflictSide['side'] | 'edited',
): AnnotationDoc {
  const { conflict, ...standing } = doc;
  if (decision === 'edited') return standing;
  return groupsOf(conflict).reduce((made, group) => {
    const version = versionIn(group, decision);
    return version
      ? withVersion(
          made,
          version,
          group.flatMap(({ as }) => keysOf(as)),
        )
      : made;
  }, standing);
}

function keysOf({ image, ...said }: FactsSide['as']): readonly string[] {
  return [...(image ? ['image'] : []), ...Object.keys(saidBy(said))];
}

function withVersion(doc: AnnotationDoc, version: FactsSide['as'], keys: readonly string[]): AnnotationDoc {
  const { state: _, extra: __, ...rest } = doc;
  const [now, then] = [saidBy(doc), saidBy(version)];
  const others = Object.entries(now).filter(([key]) => !keys.includes(key));
  const said: JsonObject = Object.fromEntries([...others, ...Object.entries(then)]);
  const image: ImageFacts = version.image ?? doc.image;
  return { ...rest, image, ...toldBy(said) };
}
