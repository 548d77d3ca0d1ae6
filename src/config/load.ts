/** Reads the configuration; a mistake in it is told by file, line and key. */
import { readFile } from 'node:fs/promises';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { policyMistakes } from '../policy/policy.ts';
import { nearest } from '../text/nearest.ts';
import { isSection, keysAt, type Path } from './known-keys.ts';
import { configSchema, type Config } from './schema.ts';

/** What is wrong, and where in the text. */
type Mistake = readonly [offset: number, problem: string];

/**
 * The configuration in a file; the empty one where there is no such file.
 * @throws UserError naming file, line and key of each mistake
 */
export async function loadConfig(path: string): Promise<Config> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw unreadable(path, error);
  });
  return text === undefined ? {} : readConfig(text, path);
}

/** The configuration in a text; `name` is what messages call it. */
export function readConfig(text: string, name: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const refuse = (mistakes: readonly Mistake[]): void => {
    if (mistakes.length === 0) return;
    const inOrder = mistakes.toSorted(([a], [b]) => a - b);
    throw new UserError(`${name} has mistakes.`, {
      details: inOrder.map(([offset, problem]) => `${name}:${lines.linePos(offset).line}: ${problem}`),
      next: 'Mend the lines named above.',
    });
  };
  const told = ([path, problem]: readonly [Path, string]): Mistake => [
    offsetOf(document, path),
    path.length === 0 ? problem : `${path.join('.')}: ${problem}`,
  ];
  refuse([...document.errors, ...document.warnings].map(syntaxMistake));
  refuse(brokenAliases(document));

  // An alias is read as a reference, so however many there are, nothing grows.
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  const parsed = configSchema.safeParse(withoutEmptySections(value ?? {}), { error: inWords });
  if (!parsed.success) refuse(parsed.error.issues.flatMap(explain).map(told));
  const config = parsed.data ?? {};
  refuse(policyMistakes(config.policy).map(({ path, problem }) => told([['policy', ...path], problem])));
  return config;
}

/** What the parser says in terms of its own options. */
const syntaxWords: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here, and only one is read',
  NON_STRING_KEY: 'a key must be a text',
};

function syntaxMistake({ pos: [offset], code, message }: YAMLError): Mistake {
  return [offset, syntaxWords[code] ?? message];
}

function brokenAliases(document: Document): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  visit(document, {
    Alias: (_, alias) => {
      if (alias.resolve(document) !== undefined) return;
      mistakes.push([alias.range?.[0] ?? 0, `*${alias.source} refers to no anchor above it`]);
    },
  });
  return mistakes;
}

/** A section with nothing below it, or all of it in comments, is as good as none. */
function withoutEmptySections(value: unknown, path: Path = []): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isSection(path)) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, item, [...path, key]] as const)
    .filter(([, item, at]) => item !== null || !isSection(at))
    .map(([key, item, at]) => [key, withoutEmptySections(item, at)]);
  return Object.fromEntries(entries);
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
  return `must be ${nouns[issue.expected] ?? issue.expected}, but is ${nounOf(issue.input)}`;
}

function nounOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'keys with values';
  return typeof value === 'string' ? `"${value}"` : String(value);
}

/** What is wrong, and at which key. */
function explain(issue: z.core.$ZodIssue): readonly (readonly [Path, string])[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => [[...issue.path, key], unknownKey(key, keysAt(issue.path))]);
  }
  if (issue.code === 'invalid_key') {
    const key = String(issue.path.at(-1));
    return [[issue.path, unknownKey(key, keysAt(issue.path.slice(0, -1)))]];
  }
  return [[issue.path, issue.message]];
}

function unknownKey(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return `there is no such key${meant === undefined ? '.' : `; did you mean ${meant}?`} Known: ${known.join(', ')}.`;
}

/** Where a key, or else the nearest one around it, stands in the text. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const section = document.getIn(path.slice(0, length - 1), true);
    const keys = isMap(section) ? section.items.map((item) => item.key).filter((key) => isScalar(key)) : [];
    const start = keys.find((key) => key.value === path[length - 1])?.range?.[0];
    if (start !== undefined) return start;
  }
  return 0;
}
