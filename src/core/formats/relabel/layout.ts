import { imageFilter, isImageName } from '../../dataset/imageNames';
import type { LabelSchema } from '../../schema/labelSchema';
import type { Source } from '../format';
import { walkFiles } from '../lib/walkFiles';
import type { Report } from '../report';
import { imagesOfSidecar, isSidecarName } from './sidecarNames';

/** An image of a folder and where its labels are; one of the two may be missing. */
export interface Place {
  /** Relative to the root; the image need not be there. */
  readonly image: string;
  readonly isThere: boolean;
  readonly sidecar?: string;
}

/** All images below the root, or all that have a sidecar, sorted by path. */
export function placesOf({ fs, file }: Source, schema: LabelSchema, report: Report): readonly Place[] {
  if (file !== undefined && isSidecarName(file)) return [placeOfSidecar(file, schema, fs.has.bind(fs))];
  const isWanted = imageFilter(schema.images);
  const images = new Set<string>();
  const sidecars: string[] = [];
  for (const path of walkFiles(fs, '', (name) => isSidecarName(name) || isImageName(name)))
    if (isSidecarName(path)) sidecars.push(path);
    else images.add(path);
  const places = new Map<string, Place>();
  for (const sidecar of sidecars) {
    const place = placeOfSidecar(sidecar, schema, (path) => images.has(path));
    const other = places.get(place.image);
    if (other?.sidecar === undefined) places.set(place.image, place);
    else places.set(place.image, besideOf(place, other, report));
  }
  for (const image of images)
    if (!places.has(image) && isWanted(image)) places.set(image, { image, isThere: true });
  return [...places.values()].sort((a, b) => (a.image < b.image ? -1 : 1));
}

function placeOfSidecar(sidecar: string, schema: LabelSchema, isThere: (path: string) => boolean): Place {
  const folder = schema.sidecars.place === 'folder' ? schema.sidecars.folder : undefined;
  const candidates = imagesOfSidecar(sidecar, folder);
  const image = candidates.find(isThere);
  if (image !== undefined) return { image, isThere: true, sidecar };
  const said = folder !== undefined && sidecar.startsWith(`${folder}/`) ? candidates[1] : undefined;
  return { image: said ?? candidates[0] ?? sidecar, isThere: false, sidecar };
}

/** The one beside the image is used, as in the editor. */
function besideOf(place: Place, other: Place, report: Report): Place {
  const isBeside = place.sidecar?.startsWith(`${place.image}.`) ?? false;
  const [used, unused] = isBeside ? [place, other] : [other, place];
  report.problem({
    severity: 'warning',
    code: 'two-sidecars',
    ...(unused.sidecar !== undefined && { path: unused.sidecar }),
    message: `The image ${place.image} has two sidecars: ${used.sidecar} is read, ${unused.sidecar} is not.`,
  });
  return used;
}
