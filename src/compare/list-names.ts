import { object, text } from '../lint/read/json.ts';

type NameOf = (item: unknown, index: number) => string;

/** Lists whose items have names, by the key that the list stands under. */
export const listNames: ReadonlyMap<string, NameOf> = new Map<string, NameOf>([
  ['targets', (item, index) => text(object(item)['refId']) || String(index)],
  ['overrides', (item, index) => matcherName(object(item)['matcher']) || String(index)],
  ['properties', (item, index) => text(object(item)['id']) || String(index)],
  ['links', (item, index) => text(object(item)['title']) || String(index)],
  ['list', (item, index) => text(object(item)['name']) || String(index)],
  ['transformations', (_item, index) => String(index)],
]);

/** `byName errors`; options that are no text as JSON. */
function matcherName(matcher: unknown): string {
  const { id, options } = object(matcher);
  const shown = options === undefined || typeof options === 'string' ? options : JSON.stringify(options);
  return [id, shown].filter((part) => part !== undefined).join(' ');
}
