import { basename, dirname, relative, sep } from 'node:path';
import { imageFilter } from '../../core/dataset/imageNames';
import { compareCodePoints } from '../../core/dataset/pathOrder';
import { SCHEMA_NAMES, type SchemaFile, type SchemaFiles } from './schemaFile';
import { isSidecar } from './sidecars';
import { walk } from './walk';

/** What a walk through a folder found; absolute paths in code point order. */
export interface FolderScan {
  readonly images: readonly string[];
  readonly sidecars: readonly string[];
  readonly schemaFiles: readonly SchemaFile[];
}

/**
 * The images, sidecars and data set files at and below a folder. An image counts when the data set file nearest
 * above it says so; without one, every image does. Throws the signal's reason on abort.
 */
export async function scanFolder(
  root: string,
  schemas: SchemaFiles,
  signal?: AbortSignal,
): Promise<FolderScan> {
  const scan = { images: [] as string[], sidecars: [] as string[], schemaFiles: [] as SchemaFile[] };
  const filterOf = filters();
  for await (const { folder, files } of walk(root, signal)) {
    const governing = await schemas.nearest(folder);
    const isImage = filterOf(governing);
    scan.images.push(...files.filter(isImage));
    scan.sidecars.push(...files.filter(isSidecar));
    if (governing?.folder === folder) scan.schemaFiles.push(governing);
  }
  scan.images.sort(comparePaths);
  scan.sidecars.sort(comparePaths);
  scan.schemaFiles.sort((a, b) => comparePaths(a.path, b.path));
  return scan;
}

/** The images of the data set to which `folder` belongs, or of the folder alone when there is no data set file. */
export async function listImages(
  folder: string,
  schemas: SchemaFiles,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const governing = await schemas.nearest(folder);
  const { images } = await scanFolder(governing?.folder ?? folder, schemas, signal);
  return images;
}

/** True when the data set file above the image, if any, counts it in. */
export async function isDataSetImage(imagePath: string, schemas: SchemaFiles): Promise<boolean> {
  return filters()(await schemas.nearest(dirname(imagePath)))(imagePath);
}

export function isSchemaFile(path: string): boolean {
  return (SCHEMA_NAMES as readonly string[]).includes(basename(path));
}

function filters(): (governing: SchemaFile | undefined) => (path: string) => boolean {
  const known = new Map<SchemaFile | undefined, (path: string) => boolean>();
  return (governing) => {
    const made = known.get(governing) ?? filterFor(governing);
    known.set(governing, made);
    return made;
  };
}

function filterFor(governing: SchemaFile | undefined): (path: string) => boolean {
  const filter = imageFilter(governing?.schema.images ?? []);
  return (path) => filter(slashed(governing ? relative(governing.folder, path) : basename(path)));
}

function comparePaths(a: string, b: string): number {
  return compareCodePoints(slashed(a), slashed(b));
}

function slashed(path: string): string {
  return sep === '/' ? path : path.replaceAll(sep, '/');
}
