/** Reads the configuration; a mistake in it is told by file, line and key. */
import { readFile } from 'node:fs/promises';
import { isMap, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { didYouMean, nearest } from '../text/nearest.ts';
import { hasFreeKeys, isSection, keysAt, type Path } from './known-keys.ts';
import { configSchema, type Config } from './schema.ts';
import { syntaxMistakes, type Mistake } from './syntax.ts';
import { unworkable } from './unworkable.ts';

export interface Loaded {
  readonly config: Config;
  /** File and line of a key; undefined where the configuration does not have it. */
  readonly placeOf: (path: Path) => string | undefined;
}

/**
 * The configuration in a file; the empty one where there is no such file.
 * @throws UserError naming file, line and key of each mistake
 */
export async function loadConfig(path: string): Promise<Loaded> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  });
  return text === undefined ? { config: {}, placeOf: () => undefined } : read(text, path);
}

/**
 * The configuration in a text; `name` is what messages call it.
 * @throws UserError naming line and key of each mistake
 */
export function readConfig(text: string, name: string): Config {
  return read(text, name).config;
}

function read(text: string, name: string): Loaded {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const place = (offset: number): string => `${name}:${lines.linePos(offset).line}`;
  const refuse = (mistakes: readonly Mistake[]): void => {
    if (mistakes.length === 0) return;
    const inOrder = mistakes.toSorted(([a], [b]) => a - b);
    throw new UserError(`${name} has mistakes.`, {
      details: inOrder.map(([offset, problem]) => `${place(offset)}: ${problem}`),
      next: 'Mend the lines named above.',
    });
  };
  const told = ([path, problem]: readonly [Path, string]): Mistake => [
    offsetOf(document, path),
    path.length === 0 ? problem : `${shown(path)}: ${problem}`,
  ];
  refuse(syntaxMistakes(document));

  // An alias is read as a reference, so however many there are, nothing grows.
  const value = withoutEmptySections(document.toJS({ maxAliasCount: -1 }) ?? {});
  const parsed = configSchema.safeParse(value, { error: inWords });
  const mistakes = parsed.success ? [] : parsed.error.issues.flatMap(explain);
  refuse([...mistakes, ...passedOver(value)].map(told));
  const config = parsed.data ?? {};
  refuse(unworkable(config).map(told));
  return {
    config,
    placeOf: (path) => {
      const offset = keyOffset(document, path);
      return offset === undefined ? undefined : place(offset);
    },
  };
}

/** A key may hold a secret as well, where the space after its colon is missing. */
function shown(path: Path): string {
  const grafana = path.indexOf('grafana');
  return path
    .map((key, index) => {
      const secret = grafana >= 0 && index > grafana ? /^([\w-]*)\W.*$/s : /^(token|password)\W.*$/s;
      return String(key).replace(secret, '$1…');
    })
    .join('.');
}

/** A section with nothing below it, or all of it in comments, is as good as none, unless its user has named it. */
function withoutEmptySections(value: unknown, path: Path = []): unknown {
  if (!isObject(value) || !isSection(path)) return value;
  const named = hasFreeKeys(path);
  const entries = Object.entries(value)
    .map(([key, item]) => [key, item === null && named ? {} : item, [...path, key]] as const)
    .filter(([, item, at]) => item !== null || !isSection(at))
    .map(([key, item, at]) => [key, withoutEmptySections(item, at)]);
  return Object.fromEntries(entries);
}

/** The one key that Zod passes over in silence where keys are names. */
function passedOver(value: unknown, path: Path = []): readonly (readonly [Path, string])[] {
  if (!isObject(value) || !isSection(path)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    const at = [...path, key];
    return key === '__proto__' && path.length > 0 ? [[at, unknownKey(key, keysAt(path))]] : passedOver(item, at);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const nouns: Readonly<Record<string, string>> = {
  object: 'keys with values',
  record: 'keys with values',
  number: 'a number',
  string: 'a text',
};

/** Zod's messages in words for people who do not write schemas; undefined leaves its own. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code !== 'invalid_type') return undefined;
  const must = `must be ${nouns[issue.expected] ?? issue.expected}`;
  // Whoever writes a secret at the wrong place does not want to see it in a log as well.
  const secret =
    issue.path?.includes('grafana') === true && typeof issue.input !== 'object' && issue.input !== undefined;
  return secret ? must : `${must}, but is ${nounOf(issue.input)}`;
}

function nounOf(value: unknown): string {
  if (value === null) return 'empty';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** What is wrong, and at which key. */
function explain(issue: z.core.$ZodIssue): readonly (readonly [Path, string])[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [[...issue.path, key], unknownKey(key, keysAt(issue.path))]);
  }
  if (issue.code !== 'invalid_key') return [[issue.path, issue.message]];
  const section = issue.path.slice(0, -1);
  if (hasFreeKeys(section)) return issue.issues.map(({ message }) => [issue.path, message]);
  return [[issue.path, unknownKey(String(issue.path.at(-1)), keysAt(section))]];
}

function unknownKey(key: string, known: readonly string[]): string {
  if (known.length === 0) return 'there can be no such key.';
  return `there is no such key${didYouMean(nearest(key, known))} Known: ${known.join(', ')}.`;
}

/** Where a key, or else the nearest one around it, stands in the text. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const start = keyOffset(document, path.slice(0, length));
    if (start !== undefined) return start;
  }
  return 0;
}

function keyOffset(document: Document, path: Path): number | undefined {
  const section = document.getIn(path.slice(0, -1), true);
  const keys = isMap(section) ? section.items.map((item) => item.key).filter((key) => isScalar(key)) : [];
  return keys.find((key) => key.value === path.at(-1))?.range?.[0];
}
