import { isObject, text } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { mapped, stripped, withoutNulls } from '../strip.ts';
import { withoutKeys } from './thresholds.ts';

export const variableDefaults: Json = {
  allowCustomValue: true,
  description: '',
  hide: 0,
  includeAll: false,
  label: '',
  multi: false,
  regex: '',
  skipUrlSync: false,
  sort: 0,
};

const ofIntervals = ['auto', 'auto_count', 'auto_min'];
const ofLists = ['allValue', 'allowCustomValue', 'includeAll', 'multi', 'regex', 'sort', 'staticOptions'];

/**
 * What a type does not read, and a save in the UI therefore drops or sets by itself: `options` follow from the query,
 * a data source's `refresh` is always the load of the dashboard.
 */
const unread: ReadonlyMap<string, readonly string[]> = new Map([
  ['constant', [...ofIntervals, ...ofLists, 'current', 'hide', 'options', 'refresh']],
  ['custom', [...ofIntervals, 'options', 'refresh']],
  ['datasource', [...ofIntervals, 'options', 'refresh', 'sort']],
  ['interval', [...ofLists, 'options', 'refresh']],
  ['query', ofIntervals],
  ['textbox', [...ofIntervals, ...ofLists, 'options', 'refresh']],
]);

export function normalVariable(variable: unknown): unknown {
  if (!isObject(variable)) return withoutNulls(variable);
  const type = text(variable['type']);
  const ignored = unread.get(type) ?? [];
  const rest = mapped(variable, (item, key) => {
    if (ignored.includes(key)) return undefined;
    if (key === 'current') return stripped(isObject(item) ? normalCurrent(item, variable) : item, undefined);
    if (key === 'options') return normalOptions(item, variable);
    return stripped(item, Object.hasOwn(variableDefaults, key) ? variableDefaults[key] : undefined);
  });
  if (type === 'interval') return normalInterval(rest);
  return type === 'query' ? withoutRepeatedQuery(rest) : rest;
}

/** Types whose text is their value, as the front end writes it. */
const textIsValue: ReadonlySet<string> = new Set(['custom', 'interval', 'textbox']);

/** Which choice is marked follows from the value. The automatic interval once had the variable's name in its value. */
function normalCurrent(current: Json, { type, name }: Json): Json {
  const rest = withoutKeys(current, textIsValue.has(text(type)) ? ['selected', 'text'] : ['selected']);
  const auto = type === 'interval' && rest['value'] === `$__auto_interval_${text(name)}`;
  return auto ? { ...rest, value: '$__auto' } : rest;
}

/** The steps of `auto` mean something with it only. */
function normalInterval(variable: Json): Json {
  if (variable['auto'] !== true) return withoutKeys(variable, ofIntervals);
  return mapped(variable, (item, key) =>
    (key === 'auto_count' && item === 30) || (key === 'auto_min' && item === '10s') ? undefined : item,
  );
}

/** `definition` is the text of the query as a list of variables shows it. */
function withoutRepeatedQuery(variable: Json): Json {
  const { definition, query } = variable;
  const same = definition !== undefined && (definition === query || (isObject(query) && definition === query['query']));
  return same ? withoutKeys(variable, ['definition']) : variable;
}

/** Only a query that is never asked again keeps the choices that it gave. */
function normalOptions(options: unknown, variable: Json): unknown {
  if (!Array.isArray(options)) return stripped(options, undefined);
  const refresh = variable['refresh'];
  const asked = variable['type'] === 'query' && refresh !== undefined && refresh !== null && refresh !== 0;
  if (asked || options.length === 0) return undefined;
  return options.map((option: unknown) => (isObject(option) ? withoutKeys(option, ['selected']) : option));
}
