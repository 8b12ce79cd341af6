import type { Holds } from '../../core/formats/holds';

/** What a format can hold, in lines for people. */
export function holdings(holds: Holds): string[] {
  const shapes = Object.entries(holds.shapes);
  const kept = shapes.filter(([kind, to]) => kind === to).map(([kind]) => kind);
  const changed = shapes
    .filter(([kind, to]) => to !== undefined && kind !== to)
    .map(([kind, to]) => `${kind} -> ${to}`);
  const dropped = shapes.filter(([, to]) => to === undefined).map(([kind]) => kind);
  return [
    ...line('shapes', kept),
    ...line('converted', changed),
    ...line('dropped', dropped),
    ...line('flags', holds.flags),
    ...line('fields', [...holds.fields, ...(holds.attributes ?? []).map((name) => `attribute ${name}`)]),
    ...line('of images', imageFacts(holds)),
    ...line('limits', limits(holds)),
  ];
}

function line(title: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : [`${title}: ${items.join(', ')}`];
}

function imageFacts({ tags, state, splits, negatives, ids, classIds }: Holds): string[] {
  return [
    ...(tags === 'none' ? [] : [tags === 'one' ? 'one tag' : 'tags']),
    ...(state ? ['done or to do'] : []),
    ...(splits ? ['splits'] : []),
    ...(negatives ? ['images with nothing on them'] : []),
    ...(ids ? ['ids of annotations'] : []),
    ...(classIds ? ['ids of classes'] : []),
  ];
}

function limits({ holes, parts, flat, wholePixels, merged, shapes }: Holds): string[] {
  const hasPolygons = shapes.polygon === 'polygon';
  return [
    ...(hasPolygons && !holes ? ['no holes'] : []),
    ...(hasPolygons && !parts ? ['one part each'] : []),
    ...(flat ? ['no two may overlap'] : []),
    ...(wholePixels ? ['whole pixels'] : []),
    ...(merged ? ['one area for each class'] : []),
  ];
}
