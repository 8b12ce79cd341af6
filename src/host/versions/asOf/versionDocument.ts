import type * as vscode from 'vscode';
import { emptyDoc, type AnnotationDoc } from '../../../core/annotation/document';
import { parseSchema } from '../../../core/schema/parseSchema';
import { EMPTY_SCHEMA, type LabelSchema } from '../../../core/schema/labelSchema';
import type { DataSets } from '../../../engine/dataset/dataSets';
import { docOf, type LabelsAt } from '../../../engine/versioning/labelVersions';
import type { Versions } from '../../../engine/versioning/versions';
import { loadImage, type ImageContent, type ImageLoader } from '../../editor/imageContent';
import type { Repositories } from '../repositories';
import type { VersionImage, VersionImages } from './versionImages';
import type { VersionFile } from './versionUri';

export interface VersionDocumentServices {
  readonly dataSets: () => DataSets;
  readonly loader: ImageLoader;
  readonly repositories: Repositories;
  readonly images: VersionImages;
}

/** An image and its labels as they were at a commit. Nothing of it changes. */
export class VersionDocument implements vscode.CustomDocument {
  readonly uri: vscode.Uri;
  readonly file: VersionFile;
  readonly versions: Versions;
  readonly labels: LabelsAt | undefined;
  readonly picture: VersionImage;
  readonly schema: LabelSchema;
  readonly #loader: ImageLoader;

  private constructor(
    uri: vscode.Uri,
    file: VersionFile,
    loader: ImageLoader,
    content: Pick<VersionDocument, 'versions' | 'labels' | 'picture' | 'schema'>,
  ) {
    this.uri = uri;
    this.file = file;
    this.#loader = loader;
    this.versions = content.versions;
    this.labels = content.labels;
    this.picture = content.picture;
    this.schema = content.schema;
  }

  /** Rejects with a sentence when the repository cannot be read. */
  static async open(
    uri: vscode.Uri,
    file: VersionFile,
    services: VersionDocumentServices,
  ): Promise<VersionDocument> {
    const { revision, imagePath } = file;
    const versions = await services.repositories.versionsOf(imagePath);
    const [labels, picture, schema] = await Promise.all([
      versions.labelsAt(revision, imagePath),
      services.images.of(versions, revision, imagePath),
      schemaOf(versions, file, services.dataSets()),
    ]);
    return new VersionDocument(uri, file, services.loader, { versions, labels, picture, schema });
  }

  /** What is shown: an image without labels has none. */
  get doc(): AnnotationDoc {
    return docOf(this.labels) ?? emptyDoc({ file: '', widthPx: 0, heightPx: 0 });
  }

  /** How a page (0-based) of the picture is shown; never rejects. */
  async load(page: number): Promise<ImageContent> {
    if (this.picture.kind === 'file') return loadImage(this.picture.path, this.#loader, page);
    return { kind: 'missing', reason: this.picture.reason, widthPx: 0, heightPx: 0 };
  }

  dispose(): void {
    // Nothing is held: the reader of the repository serves others, too.
  }
}

/** The rules of that version, from the file that holds today's; those of today where it did not say any. */
async function schemaOf(
  versions: Versions,
  { revision, imagePath }: VersionFile,
  dataSets: DataSets,
): Promise<LabelSchema> {
  const today = await dataSets.schemaFor(imagePath);
  if (!today || !/\.ya?ml$/.test(today.path)) return today?.schema ?? EMPTY_SCHEMA;
  const then = await versions.readAt(revision, today.path).catch(() => undefined);
  if (then?.kind !== 'bytes') return today.schema;
  const { schema, problems } = parseSchema(then.bytes.toString('utf8'));
  return problems.some(({ severity }) => severity === 'error') ? today.schema : schema;
}
