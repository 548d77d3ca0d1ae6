/** What goes wrong with a request, and what happens between requests. */

export type Fault =
  /** An answer in the place of Grafana's, as a proxy gives it; nothing was done. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  /** The connection ends before anything was done. */
  | { readonly kind: 'reset' }
  /** It was done, and the connection ends before the answer. */
  | { readonly kind: 'lost' }
  /** Nothing ever comes; `done` says whether it was done. */
  | { readonly kind: 'silent'; readonly done?: boolean }
  /** It was done, and the answer ends in the middle. */
  | { readonly kind: 'truncated' }
  /** It was done, and the answer is 200 and no JSON. */
  | { readonly kind: 'garbage'; readonly body?: string }
  /** 302 to a page where people sign in, as of a proxy. */
  | { readonly kind: 'login' }
  /** It is answered so many milliseconds later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The server ends before it does anything, and listens again after so many milliseconds with the same state. */
  | { readonly kind: 'restart'; readonly ms: number; readonly done?: boolean };

export interface Match {
  readonly method?: string;
  /** A part of the path with its query, or a pattern. */
  readonly path?: string | RegExp;
  /** Begin with the nth that fits, counted from 1. */
  readonly nth?: number;
  /** How many of them; one unless given. */
  readonly times?: number;
}

interface Rule<Of> {
  readonly match: Match;
  readonly of: Of;
  seen: number;
  used: number;
}

/** What is planned for requests to come. */
export interface Planned<Of> {
  readonly add: (match: Match, of: Of) => void;
  /** All that fit a request, in the order in which they were added. */
  readonly take: (method: string, path: string) => readonly Of[];
  readonly clear: () => void;
}

export function planned<Of>(): Planned<Of> {
  const rules: Rule<Of>[] = [];
  return {
    add: (match, of) => void rules.push({ match, of, seen: 0, used: 0 }),
    take: (method, path) => rules.filter((rule) => isTurn(rule, method, path)).map(({ of }) => of),
    clear: () => void rules.splice(0),
  };
}

function isTurn(rule: Rule<unknown>, method: string, path: string): boolean {
  const { match } = rule;
  if (match.method !== undefined && match.method !== method) return false;
  if (typeof match.path === 'string' && !path.includes(match.path)) return false;
  if (match.path instanceof RegExp && !match.path.test(path)) return false;
  rule.seen++;
  if (rule.seen < (match.nth ?? 1) || rule.used >= (match.times ?? 1)) return false;
  rule.used++;
  return true;
}

/** What a gateway answers: a page for people. */
export function gateway(status: 502 | 503 | 504, headers: Readonly<Record<string, string>> = {}): Fault {
  const name = { 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Time-out' }[status];
  return {
    kind: 'status',
    status,
    headers: { 'content-type': 'text/html', ...headers },
    body: `<html><head><title>${status} ${name}</title></head><body><h1>${name}</h1></body></html>`,
  };
}
