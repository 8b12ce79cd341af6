import type { AnnotationDoc } from '../../core/annotation/document';
import type { Problem } from '../../core/problem';

/** What stands on disk where a sidecar belongs. `hash` tells one content from another. */
export type SidecarRead =
  | { readonly kind: 'absent'; readonly path: string }
  | { readonly kind: 'broken'; readonly path: string; readonly hash: string; readonly problem: Problem }
  | {
      readonly kind: 'ok';
      readonly path: string;
      readonly hash: string;
      readonly doc: AnnotationDoc;
      readonly problems: readonly Problem[];
      /** 1-based line of an annotation. */
      readonly lineOf: (id: string) => number | undefined;
    };
