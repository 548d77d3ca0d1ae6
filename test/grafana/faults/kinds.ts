/** What can go wrong with one request of a push, and what may come of it. */
import { gateway, type Fault, type Match } from '../../support/grafana-double/index.ts';
import type { Bench, PushOptions } from './bench.ts';
import type { Allowed } from './truth.ts';

export interface Kind {
  readonly name: string;
  readonly of: 'reads' | 'writes' | 'all';
  /** Plans it. What is answered is told the push. */
  readonly plan: (bench: Bench, match: Match) => PushOptions | undefined;
  /** Whether the same push gets over it; undefined where that depends. */
  readonly passes?: boolean | undefined;
  /** Seconds that are waited at least. */
  readonly waits?: number;
  readonly waitsAtMost?: number;
  readonly allowed?: Allowed;
}

/** Seconds; all others are answered much sooner. */
const short = { timeout: 0.8 };

/** A JSON answer of somebody who repeats what he was sent. */
const echo = (token: string) => `{"message":"bad header: Authorization: Bearer ${token}"}`;

function simple(name: string, of: Kind['of'], fault: Fault, rest: Partial<Kind> = {}, options?: PushOptions): Kind {
  return {
    name,
    of,
    plan: ({ double }, match) => {
      double.fault(match, fault);
      return options;
    },
    ...rest,
  };
}

function busy(name: string, retryAfter: () => string | undefined, rest: Partial<Kind> = {}): Kind {
  return {
    name: `429, Retry-After ${name}`,
    of: 'all',
    plan: ({ double }, match) => {
      const later = retryAfter();
      const headers = later === undefined ? {} : { 'retry-after': later };
      double.fault(match, { kind: 'status', status: 429, headers });
      return undefined;
    },
    passes: true,
    ...rest,
  };
}

/** From this request on, for ever. */
const forever = 1_000_000;
const html = { 'content-type': 'text/html' };
const page = '<!doctype html><html><title>Sign in</title></html>';

export const kinds: readonly Kind[] = [
  busy('7', () => '7', { waits: 7 }),
  busy('a date', () => new Date(Date.now() + 20_000).toUTCString(), { waits: 10 }),
  busy('missing', () => undefined),
  busy('nonsense', () => 'soon, -1'),
  busy('longer than there is time', () => '3600', { passes: undefined, waitsAtMost: 5 }),
  simple('500', 'all', { kind: 'status', status: 500 }, { passes: true }),
  simple('502', 'all', gateway(502), { passes: true }),
  simple('503', 'all', gateway(503, { 'retry-after': '3' }), { passes: true, waits: 3 }),
  simple('504', 'all', gateway(504), { passes: true }),
  simple('reset', 'all', { kind: 'reset' }, { passes: true }),
  simple('done, the answer lost', 'writes', { kind: 'lost' }, { passes: true }),
  simple('done, the answer truncated', 'all', { kind: 'truncated' }, { passes: true }),
  simple('no answer', 'all', { kind: 'silent' }, {}, short),
  simple('done, no answer', 'writes', { kind: 'silent', done: true }, { passes: true }, short),
  simple('done, 200 that is no JSON', 'all', { kind: 'garbage' }),
  simple('200, a page', 'all', { kind: 'status', status: 200, headers: html, body: page }),
  simple('200, JSON of something else', 'all', { kind: 'status', status: 200, body: '{}' }),
  simple('a page to sign in', 'all', { kind: 'login' }),
  simple('restart', 'all', { kind: 'restart', ms: 5 }),
  simple('done, restart', 'writes', { kind: 'restart', ms: 5, done: true }, { passes: true }),
  simple('400', 'writes', { kind: 'status', status: 400 }, { passes: false }),
  {
    name: '400 that repeats the token',
    of: 'all',
    plan: ({ double, token }, match) => {
      double.fault(match, { kind: 'status', status: 400, body: echo(token) });
      return undefined;
    },
  },
  simple('401', 'all', { kind: 'status', status: 401 }),
  simple('403', 'all', { kind: 'status', status: 403 }),
  simple('a page, 404', 'all', { ...gateway(502), kind: 'status', status: 404 }),
  simple('412', 'writes', { kind: 'status', status: 412 }, { passes: false }),
  {
    name: 'the credentials are revoked',
    of: 'all',
    plan: ({ double, token }, match) => {
      double.before(match, () => void double.state.tokens.delete(token));
      return undefined;
    },
  },
  {
    name: 'done, the answer lost, the credentials revoked',
    of: 'writes',
    plan: ({ double, token }, match) => {
      double.fault(match, { kind: 'lost' });
      double.after(match, () => void double.state.tokens.delete(token));
      return undefined;
    },
    allowed: { unsure: true },
  },
  {
    name: 'the permission to write is taken',
    of: 'all',
    plan: ({ double, us }, match) => {
      double.before(match, () => {
        us.role = 'Viewer';
      });
      return undefined;
    },
  },
  {
    name: 'the server goes and does not come back',
    of: 'all',
    plan: ({ double }, { nth = 1, ...match }) => {
      let gone = false;
      double.before({ ...match, nth }, () => {
        if (gone) return;
        gone = true;
        double.fault({ times: forever }, gateway(503));
      });
      return undefined;
    },
    passes: false,
    allowed: { unsure: true },
  },
  {
    name: 'interrupted before it is answered',
    of: 'all',
    plan: ({ double }, match) => {
      const controller = new AbortController();
      double.before(match, () => controller.abort());
      return { interruption: controller.signal };
    },
  },
  {
    name: 'interrupted, and no answer comes',
    of: 'reads',
    plan: ({ double }, match) => {
      const controller = new AbortController();
      double.before(match, () => controller.abort());
      double.fault(match, { kind: 'silent' });
      return { interruption: controller.signal, timeout: 1000 };
    },
    passes: false,
  },
  {
    name: 'interrupted, and the answer lost',
    of: 'writes',
    plan: ({ double }, match) => {
      const controller = new AbortController();
      double.before(match, () => controller.abort());
      double.fault(match, { kind: 'lost' });
      return { interruption: controller.signal };
    },
  },
];
