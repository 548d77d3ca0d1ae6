/** Reads the configuration; a mistake in it is told by file, line and key. */
import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { UserError } from '../errors/user-error.ts';
import { nearest } from '../text/nearest.ts';
import { configSchema, type Config } from './schema.ts';

/**
 * The configuration in a file; the empty one where there is no such file.
 * @throws UserError naming file, line and key of each mistake
 */
export async function loadConfig(path: string): Promise<Config> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw new UserError(`${path} cannot be read: ${String(error)}`, { next: 'Mend the file or its permissions.', cause: error });
  });
  return text === undefined ? {} : readConfig(text, path);
}

/** The configuration in a text; `name` is what messages call it. */
export function readConfig(text: string, name: string): Config {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number): string => `${name}:${lines.linePos(offset).line}`;
  refuse(document.errors.map((error) => `${at(error.pos[0])}: ${error.message.split('\n')[0] ?? ''}`), name);

  const parsed = configSchema.safeParse(document.toJS() ?? {});
  if (parsed.success) return parsed.data;
  refuse(
    parsed.error.issues.flatMap((issue) => explain(issue).map(([path, problem]) => `${at(offsetOf(document, path))}: ${path.join('.')}: ${problem}`)),
    name,
  );
  return {};
}

function refuse(mistakes: readonly string[], name: string): void {
  if (mistakes.length === 0) return;
  throw new UserError(`${name} has mistakes.`, { details: mistakes, next: 'Mend the lines named above.' });
}

type Path = readonly PropertyKey[];

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
  return `there is no such key${meant === undefined ? '' : `; did you mean ${meant}?`}${known.length === 0 ? '' : ` Known: ${known.join(', ')}.`}`;
}

/** The keys that the schema knows at a path. */
function keysAt(path: Path): readonly string[] {
  const found = path.reduce<unknown>((schema, key) => inner(unwrap(schema), String(key)), configSchema);
  const schema = unwrap(found);
  if (isObject(schema)) return Object.keys(schema.shape);
  return isRecord(schema) ? schema.keyType.options.map(String) : [];
}

interface ObjectSchema {
  readonly shape: Readonly<Record<string, unknown>>;
}
interface RecordSchema {
  readonly keyType: { readonly options: readonly unknown[] };
  readonly valueType: unknown;
}

function unwrap(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'unwrap' in schema && typeof schema.unwrap === 'function'
    ? unwrap(schema.unwrap())
    : schema;
}

function inner(schema: unknown, key: string): unknown {
  if (isObject(schema)) return schema.shape[key];
  return isRecord(schema) ? schema.valueType : undefined;
}

function isObject(schema: unknown): schema is ObjectSchema {
  return typeof schema === 'object' && schema !== null && 'shape' in schema;
}

function isRecord(schema: unknown): schema is RecordSchema {
  return typeof schema === 'object' && schema !== null && 'keyType' in schema;
}

/** Where the value at a path, or the nearest thing around it, begins in the text. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const [start] = node.range;
      if (typeof start === 'number') return start;
    }
  }
  return 0;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
