import type { AnnotationDoc } from '../annotation/document';
import type { Edit } from '../edit/edit';
import type { LabelSchema } from '../schema/labelSchema';

/** What a check looks at. */
export interface CheckInput {
  readonly doc: AnnotationDoc;
  /** Undefined when there is no `relabel.yaml`: class and tag checks then have nothing to say. */
  readonly schema: LabelSchema | undefined;
  /** The image as it is now, undefined when it could not be read or is not there. */
  readonly image: { readonly widthPx: number; readonly heightPx: number } | undefined;
  /** False when the sidecar's image file does not exist (and is not merely an unpulled LFS or DVC file). */
  readonly imageExists: boolean;
  /** Name of the image file the sidecar stands for by its own name and place. */
  readonly imageName: string;
}

export interface Finding {
  /** Id of the check. */
  readonly check: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly message: string;
  /** The annotation it is about; absent when about the whole document. */
  readonly annotationId?: string;
  /** Ready-made repairs, best first. */
  readonly fixes: readonly Fix[];
}

export interface Fix {
  readonly title: string;
  readonly edit: Edit;
}

/** One rule: pure, total, and named after what it finds. Proposals are no labels yet: at most `info` about them. */
export interface Check {
  readonly id: string;
  readonly severity: Finding['severity'];
  /** One sentence for the documentation and `relabel check --help`. */
  readonly about: string;
  run(input: CheckInput): readonly Finding[];
}
