import { dirname } from 'node:path';
import type { LabelSchema } from '../../core/schema/labelSchema';
import type { SchemaFile, SchemaFiles } from './schemaFile';
import type { Sidecars } from './sidecars';

/**
 * The rules for an image's labels. What `relabel.yaml` says comes first; where the labels are in a file of another
 * format, its classes are taken when `relabel.yaml` names none, and its ids in any case.
 */
export async function schemaFor(
  imagePath: string,
  schemas: SchemaFiles,
  sidecars: Pick<Sidecars, 'locate'>,
): Promise<SchemaFile | undefined> {
  const [file, { store }] = await Promise.all([
    schemas.nearest(dirname(imagePath)),
    sidecars.locate(imagePath),
  ]);
  if (!store?.classesPath) return file;
  const path = store.classesPath;
  const known = combined.get(store.context.schema);
  if (known && known.file === file) return known.made;
  const schema = together(file?.schema, store.context.schema);
  const made: SchemaFile = { path, folder: dirname(path), problems: [], ...file, schema };
  combined.set(store.context.schema, { file, made });
  return made;
}

/** The same value as long as nothing changed: it is compared by identity. */
const combined = new WeakMap<
  LabelSchema,
  { readonly file: SchemaFile | undefined; readonly made: SchemaFile }
>();

function together(own: LabelSchema | undefined, its: LabelSchema): LabelSchema {
  if (!own) return its;
  const described = new Map(own.classes.map((each) => [each.name, each]));
  const classes = its.classes.map((each) => ({ ...each, ...described.get(each.name), ...idOf(each) }));
  return { ...own, classes, skeletons: its.skeletons.length > 0 ? its.skeletons : own.skeletons };
}

function idOf({ id }: { readonly id?: number }): { readonly id?: number } {
  return id === undefined ? {} : { id };
}
