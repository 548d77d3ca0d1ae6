/** Addresses in the configuration. No message repeats one, since it may hold a password. */
import { z } from 'zod';

/** A user name ends in `@`, so the host has none; Grafana would fill in a `$`. */
const host = String.raw`[^\s/?#@$<>"\\{}]+`;
const anywhere = String.raw`[^\s$<>"\\{}]`;
const inPath = String.raw`[^\s?#$<>"\\{}]`;
const plain = `/${inPath}*`;
const template = String.raw`/(?:${anywhere}|\{path\})*\{path\}${anywhere}*`;

/** A server: scheme, host, port, and a path where it is served below one. */
export const serverAddress = address(
  new RegExp(`^https?://${host}(?:${plain})?$`),
  'must be an address that begins with http:// or https:// and has no user name or password, such as https://grafana.example.org',
);

/** A repository, or a template for the address of a file in it. */
export const repositoryAddress = address(
  new RegExp(`^https?://${host}(?:${plain}|${template})?$`),
  'must be an address that begins with http:// or https:// and has no user name or password, such as https://git.example.org/acme/monitoring; {path} in it stands for the file',
);

function address(pattern: RegExp, problem: string) {
  return z
    .string({ error: problem })
    .regex(pattern, { error: problem, abort: true })
    .refine((text) => URL.canParse(text), problem);
}
