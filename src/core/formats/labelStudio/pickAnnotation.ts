import { isArray, isObject, type Json, type JsonObject } from '../../json/json';

/** The annotation of a task that counts, and the others. */
export interface Picked {
  /** Undefined when nobody has annotated the task, or all who did skipped it. */
  readonly chosen: JsonObject | undefined;
  readonly others: readonly Json[];
  /** Why this one of several; a clause. */
  readonly why?: string;
}

/**
 * One of several annotations: the ground truth, else the one that was changed last, of those that were not cancelled.
 * Very old exports call them `completions`.
 */
export function pickAnnotation(task: JsonObject): Picked {
  const list = isArray(task['annotations']) ? task['annotations'] : task['completions'];
  const all = isArray(list) ? list : [];
  const valid = all.filter(
    (each): each is JsonObject => isObject(each) && isArray(each['result']) && !isSkipped(each),
  );
  const truth = valid.find((each) => each['ground_truth'] === true);
  const chosen =
    truth ??
    valid.reduce<JsonObject | undefined>(
      (best, each) => (best && timeOf(best) > timeOf(each) ? best : each),
      undefined,
    );
  return {
    chosen,
    others: all.filter((each) => each !== chosen),
    ...(valid.length > 1 && { why: truth ? 'it is the ground truth' : 'it was changed last' }),
  };
}

function isSkipped({ was_cancelled: cancelled, skipped }: JsonObject): boolean {
  return cancelled === true || skipped === true;
}

/** ISO 8601 in one time zone sorts as text does. */
function timeOf({ updated_at: updated, created_at: created }: JsonObject): string {
  return typeof updated === 'string'
    ? updated
    : typeof created === 'string'
      ? created
      : String(created ?? '');
}
