import type { Json } from '../lint/read/json.ts';
import { isSame } from './difference.ts';
import { compare } from './compare.ts';

export function carries(code: Json, edit: { readonly from: Json; readonly to: Json }): boolean {
  return isSame(compare(edit.from, edit.to)) || isSame(compare(code, edit.to));
}
