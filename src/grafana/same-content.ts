/** Whether two dashboards mean the same. */
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../compare/compare.ts';
import { isSame } from '../compare/difference.ts';
import type { Json } from '../lint/read/json.ts';

/** Most are equal to the letter, which is found far sooner than what both come to after normalising. */
export function sameContent(one: Json, other: Json): boolean {
  return isDeepStrictEqual(one, other) || isSame(compare(one, other));
}
