import { createHash } from 'node:crypto';
import { canonicalLine } from '../artefacts/json.ts';
import type { Json } from '../lint/read/json.ts';
import { normalised } from './normalise.ts';

/** The first 32 hex digits of the SHA-256 of what a dashboard means: the same where two differ in spelling only. */
export function contentHash(dashboard: Json): string {
  return createHash('sha256')
    .update(canonicalLine(normalised(dashboard)))
    .digest('hex')
    .slice(0, 32);
}
