import { kindOf } from '../../shapes/index';
import type { Annotation } from '../../annotation/annotation';
import type { Edit } from '../../edit/edit';
import type { Finding, Fix } from '../check';

/** A finding about one annotation; about a proposal it is only `info`. */
export function about(
  check: string,
  severity: Finding['severity'],
  annotation: Annotation,
  message: string,
  fixes: readonly Fix[],
): Finding {
  return {
    check,
    severity: annotation.proposed ? 'info' : severity,
    message,
    annotationId: annotation.id,
    fixes,
  };
}

/** `box "bolt"`, as messages speak of an annotation. */
export function named({ label, shape }: Annotation): string {
  return `${kindOf(shape).title.toLowerCase()} "${label}"`;
}

/** A repair that is made when it is asked for: findings can be many, and few are mended. */
export function lazyFix(title: string, make: () => Edit): Fix {
  let made: Edit | undefined;
  return {
    title,
    get edit() {
      return (made ??= make());
    },
  };
}
