/**
 * What may differ between a recorded answer and the double's: it is another moment, another address, or drawn by
 * chance. The form is held all the same; nothing else may differ.
 */
import { isObject } from '../../../src/lint/read/json.ts';

interface MayDiffer {
  readonly why: string;
  /** The path of the field within the body. */
  readonly at: RegExp;
  readonly form: RegExp;
}

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export const mayDiffer: readonly MayDiffer[] = [
  { why: 'when it was written', at: /(?:^|\.)(?:created|updated|creationTimestamp|time)$/, form: time },
  { why: 'when it was written', at: /\.annotations\.grafana\.app\/updatedTimestamp$/, form: time },
  { why: 'when the file was written', at: /\.annotations\.grafana\.app\/sourceTimestamp$/, form: /^\d{10}$/ },
  {
    why: 'the bytes of the file are not known',
    at: /\.annotations\.grafana\.app\/sourceChecksum$/,
    form: /^[0-9a-f]{32}$/,
  },
  { why: 'counts microseconds', at: /^metadata\.resourceVersion$/, form: /^\d{10}000000$/ },
  { why: 'drawn by chance', at: /(?:^|\.)metadata\.uid$/, form: /^[\w-]{36,44}$/ },
  {
    why: 'drawn by chance, for the server and each account',
    at: /\.annotations\.grafana\.app\/(?:created|updated)By$/,
    form: /^user:[a-z0-9]{14}$/,
  },
  { why: 'drawn by chance, for a service account', at: /^uid$/, form: /^[a-f]g[a-z0-9]{12}$/ },
  { why: 'drawn by chance', at: /^accessErrorId$/, form: /^ACE\d{10}$/ },
  { why: 'a secret, taken out of the recording', at: /^key$/, form: /^glsa_\w+$/ },
  { why: 'where the server was asked', at: /\.serverAddress$/, form: /^127\.0\.0\.1:\d+$/ },
];

/** A body with each of those fields replaced by the form that it has. */
export function comparable(body: unknown, path = ''): unknown {
  if (Array.isArray(body)) return body.map((item: unknown, at) => comparable(item, `${path}[${at}]`));
  if (isObject(body)) {
    return Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name, comparable(value, path === '' ? name : `${path}.${name}`)]),
    );
  }
  const rule = mayDiffer.find(({ at, form }) => at.test(path) && typeof body === 'string' && form.test(body));
  return rule === undefined ? body : `${String(rule.form)}, ${rule.why}`;
}
