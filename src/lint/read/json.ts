/** Looks into JSON of which nothing is known: what is not there, or of another type, reads as empty. */

export type Json = Readonly<Record<string, unknown>>;

const nothing: Json = {};

export function object(value: unknown): Json {
  return isObject(value) ? value : nothing;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
