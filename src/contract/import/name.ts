/** What an imported service is called: in code, in the file's name and as a scrape job. */
import { basename } from 'node:path';
import { UserError } from '../../errors/user-error.ts';
import { kebab } from '../../scaffold/name.ts';

/** What a module cannot call a constant, or what the module of entries calls something else. */
const taken = new Set(
  [
    'await break case catch class const continue debugger default delete do else enum export extends false finally for',
    'function if implements import in instanceof interface let new null package private protected public return static',
    'super switch this throw true try typeof var void while with yield arguments eval undefined',
    // Imported or declared beside it.
    'counter gauge histogram summary job imported',
  ].flatMap((words) => words.split(' ')),
);

/** @throws UserError where code could not use it, or its file would be called otherwise */
export function refuseName(name: string): void {
  const defect = !/^[a-z][a-zA-Z0-9]*$/u.test(name)
    ? 'it is not in camel case: a small letter, then letters and digits'
    : taken.has(name)
      ? 'code calls something else so'
      : camelOf(kebab(name)) === name
        ? undefined
        : 'its file could not be told from that of another spelling';
  if (defect === undefined) return;
  throw new UserError(`A service cannot be called "${name}".`, {
    details: [defect],
    next: 'Name it with --name, for example orderPayments.',
  });
}

/** The file in src/metrics that a service has: `orderPayments` is in `order-payments.ts`. */
export function fileOf(name: string): string {
  return `${kebab(name)}.ts`;
}

/** The scrape job of a service, unless another is named: `orderPayments` is `order_payments`. */
export function jobOf(name: string): string {
  return kebab(name).replaceAll('-', '_');
}

/** A name for what a file or an address shows; `service` where nothing of it can be used. */
export function nameFrom(source: string): string {
  const address = /^https?:\/\//iu.test(source) && URL.canParse(source) ? new URL(source).hostname : undefined;
  const isNumber = address !== undefined && (/^[\d.]+$/u.test(address) || address.startsWith('['));
  const text = isNumber
    ? ''
    : address === undefined
      ? basename(source).replace(/(?:[-_.]?v?\d[\d.]*)?(?:\.[a-z]+)*$/u, '')
      : address.split('.')[0];
  const name = camelOf((text ?? '').toLowerCase());
  return /^[a-z]/u.test(name) && !taken.has(name) && name !== 'localhost' ? name : 'service';
}

/** The words of a name with hyphens and the like, in camel case. */
export function camelOf(text: string): string {
  return text
    .replace(/^[^a-zA-Z]+|[^a-zA-Z0-9]+$/gu, '')
    .replaceAll(/[^a-zA-Z0-9]+([a-zA-Z0-9])/gu, (_, letter: string) => letter.toUpperCase());
}
