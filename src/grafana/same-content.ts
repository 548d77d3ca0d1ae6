/** Whether two dashboards mean the same. */
import { compare } from '../compare/compare.ts';
import { isSame } from '../compare/difference.ts';
import type { Json } from '../lint/read/json.ts';

/**
 * Whether nobody changed anything from one to the other. What Grafana's own page loses when it saves is no change, so
 * it matters which of them is the older.
 */
export function unchanged(before: Json, after: Json): boolean {
  return isSame(compare(before, after));
}

/** Whether there is nothing to be written: nothing is lost or added, whichever is held against the other. */
export function sameContent(one: Json, other: Json): boolean {
  return unchanged(one, other) && unchanged(other, one);
}
