/** What the schema of the configuration knows at a path, for messages about what it does not know. */
import { configSchema } from './schema.ts';

export type Path = readonly PropertyKey[];

/** The keys that may stand at a path; none where a value stands there, or where a user names the keys. */
export function keysAt(path: Path): readonly string[] {
  const schema = schemaAt(path);
  if (isObject(schema)) return Object.keys(schema.shape);
  return isRecord(schema) ? (schema.keyType.options ?? []).map(String) : [];
}

/** Whether keys stand at a path, rather than a value. */
export function isSection(path: Path): boolean {
  const schema = schemaAt(path);
  return isObject(schema) || isRecord(schema);
}

/** Whether a user names the keys at a path. */
export function hasFreeKeys(path: Path): boolean {
  const schema = schemaAt(path);
  return isRecord(schema) && schema.keyType.options === undefined;
}

interface ObjectSchema {
  readonly shape: Readonly<Record<string, unknown>>;
}
interface RecordSchema {
  /** The names, where they are listed. */
  readonly keyType: { readonly options?: readonly unknown[] };
  readonly valueType: unknown;
}

function schemaAt(path: Path): unknown {
  return unwrap(path.reduce<unknown>((schema, key) => inner(unwrap(schema), String(key)), configSchema));
}

function unwrap(schema: unknown): unknown {
  return typeof schema === 'object' && schema !== null && 'unwrap' in schema && typeof schema.unwrap === 'function'
    ? unwrap(schema.unwrap())
    : schema;
}

function inner(schema: unknown, key: string): unknown {
  if (isObject(schema)) return Object.hasOwn(schema.shape, key) ? schema.shape[key] : undefined;
  return isRecord(schema) && (schema.keyType.options?.includes(key) ?? true) ? schema.valueType : undefined;
}

function isObject(schema: unknown): schema is ObjectSchema {
  return typeof schema === 'object' && schema !== null && 'shape' in schema;
}

function isRecord(schema: unknown): schema is RecordSchema {
  return typeof schema === 'object' && schema !== null && 'keyType' in schema;
}
