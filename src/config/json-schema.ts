/** The schema of the configuration as JSON Schema, which editors read: completion, defaults, mistakes while typing. */
import { z } from 'zod';
import { completeConfig } from './complete.ts';
import { meanings } from './meanings.ts';
import { configSchema } from './schema.ts';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * Draft 7, which editors know best. It accepts whatever the program does. A value may still be refused that cannot work
 * beside another.
 */
export function configJsonSchema(): JsonSchema {
  const plain: JsonSchema = z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return {
    ...detailed(plain, [], completeConfig({})),
    title: 'dashboards.config.yaml',
    description: 'What a team sets differently. All of it is optional.',
  };
}

/** A section accepts nothing below it as well, for the program reads that as an absent one. */
const section = { type: ['object', 'null'] } satisfies JsonSchema;

/**
 * A part of the schema with what editors show: defaults, and the meaning of each name.
 * @param defaults what stands at the path where the file says nothing; undefined where nothing does
 */
function detailed(schema: JsonSchema, path: readonly string[], defaults: unknown): JsonSchema {
  if (schema.type !== 'object') return isValue(defaults) ? { ...schema, default: defaults } : schema;
  const { propertyNames, additionalProperties: values, ...rest } = schema;
  if (!isSchema(propertyNames) || !isSchema(values)) {
    return {
      ...rest,
      ...section,
      properties: each(schema.properties ?? {}, path, defaults),
      additionalProperties: false,
    };
  }
  if (propertyNames.enum === undefined) {
    const known = Object.keys(isRecord(defaults) ? defaults : {}).map((name) => [name, values]);
    return {
      ...rest,
      ...section,
      propertyNames,
      properties: each(Object.fromEntries(known), path, defaults),
      additionalProperties: detailed(values, path, undefined),
    };
  }
  const meaning = meanings()[path.at(-1) ?? ''] ?? {};
  const names = propertyNames.enum.map(String);
  const named = Object.fromEntries(names.map((name) => [name, { ...values, description: meaning[name] ?? name }]));
  return { ...rest, ...section, properties: each(named, path, defaults), additionalProperties: false };
}

function each(properties: Properties, path: readonly string[], defaults: unknown): Properties {
  return Object.fromEntries(
    Object.entries(properties).map(([key, schema]) => [
      key,
      isSchema(schema) ? detailed(schema, [...path, key], defaultOf(defaults, key)) : schema,
    ]),
  );
}

type Properties = NonNullable<JsonSchema['properties']>;

function isSchema(schema: JsonSchema | boolean | undefined): schema is JsonSchema {
  return typeof schema === 'object';
}

function isValue(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function defaultOf(defaults: unknown, key: string): unknown {
  return isRecord(defaults) && Object.hasOwn(defaults, key) ? defaults[key] : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
