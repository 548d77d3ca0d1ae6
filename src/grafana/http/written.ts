/** What an answer says of a write. What it leaves open is `unsure`: whoever asked reads, and compares. */
import type { z } from 'zod';
import { object, text } from '../../lint/read/json.ts';
import type { Written } from '../grafana.ts';
import { isUnsent } from './break.ts';
import type { Requests } from './requests.ts';
import type { Answered, Exchange } from './wire.ts';
import { isWorded } from './words.ts';

/** What it means to one kind of write; undefined: as to any other. */
export type Meaning = (answer: Answered, reason: string) => Written | undefined;

/** @param shape of the answer to a write that was done */
export function written(requests: Requests, outcome: Exchange, shape: z.ZodType, meaning?: Meaning): Written {
  const reason = requests.describe(outcome);
  if (outcome.kind === 'broken') {
    const kind = isUnsent(outcome.how) ? 'busy' : 'unsure';
    return { kind, reason, retryAfter: undefined };
  }
  const { status, json, retryAfter } = outcome;
  if (status === 200 || status === 201) {
    return shape.safeParse(json).success ? { kind: 'done' } : { kind: 'unsure', reason, retryAfter };
  }
  const special = meaning?.(outcome, reason);
  if (special !== undefined) return special;
  if (status === 202) return refused(status, 'It was handed to git, not saved (202).');
  if (status === 429) return { kind: 'busy', reason, retryAfter };
  if (status === 412) return changedSince(outcome, reason);
  // Only Grafana knows what is not there; a proxy before it says 404 as well.
  if (status === 404 && isWorded(json)) return { kind: 'missing' };
  if (status === 403) return { ...refused(status, reason), permission: true };
  const isDefinite = status >= 400 && status < 500 && ![404, 408, 425].includes(status);
  return isDefinite ? refused(status, reason) : { kind: 'unsure', reason, retryAfter };
}

/** Grafana also says 412 where the title is taken, or a plugin owns the dashboard: then a newer version is no help. */
function changedSince({ status, json }: Answered, reason: string): Written {
  const kind = text(object(json)['status']);
  return kind === '' || kind === 'version-mismatch' ? { kind: 'changed-since' } : refused(status, reason);
}

export function refused(status: number, reason: string) {
  return { kind: 'refused', status, reason, permission: false } as const;
}
