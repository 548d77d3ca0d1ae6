/** What a server says, made fit to be shown: on one line, short, and without what was sent to it in confidence. */

import { object } from '../../lint/read/json.ts';

const most = 300;

/** Control characters, and those that turn the direction of writing or take no room. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

export function printable(text: string, secrets: readonly string[]): string {
  const hidden = secrets.reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
  const line = hidden.replaceAll(unprintable, ' ').replaceAll(/ {2,}/g, ' ').trim();
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line;
}

/** All spellings of what signs in, longest first: the header, what stands in it, and the password alone. */
export function secretsOf(authorization: string | undefined): readonly string[] {
  if (authorization === undefined) return [];
  const [, scheme = '', rest = ''] = /^(\S+)\s+(.*)$/.exec(authorization) ?? [];
  const pair = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString('utf8') : '';
  const password = pair.slice(pair.indexOf(':') + 1);
  return [authorization, rest, pair, password].filter((secret) => secret.length > 3);
}

/** Whether it is Grafana that says so: a proxy before it, or another server, has pages or other words for its errors. */
export function isWorded(json: unknown): boolean {
  return typeof object(json)['message'] === 'string';
}
