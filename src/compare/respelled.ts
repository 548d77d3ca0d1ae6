import type { Json } from '../lint/read/json.ts';
import { isSame } from './difference.ts';
import { compare } from './compare.ts';
import { normalised } from './normalise.ts';

export function respelled(server: Json, code: Json): Json {
  return isSame(compare(code, server)) ? code : normalised(server);
}
