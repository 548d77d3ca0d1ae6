import { isObject, object } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { mapped, withoutNulls } from '../strip.ts';
import { withoutKeys } from './thresholds.ts';

/** What Prometheus' data source takes where a query does not say (its backend reads absent and false alike). */
export const prometheusDefaults: Json = {
  exemplar: false,
  format: 'time_series',
  instant: false,
  interval: '',
  intervalFactor: 1,
  legendFormat: '',
  range: false,
};

/** How the editor of a query looked when it was last open: nothing of it reaches the data source. */
export const editorState = [
  'disableTextWrap',
  'editorMode',
  'fullMetaSearch',
  'includeNullMetadata',
  'useBackend',
] as const;

/** One query. Of another data source than Prometheus each value counts, for its defaults are not known. */
export function normalTarget(target: unknown): unknown {
  if (!isObject(target)) return target;
  const prometheus = object(target['datasource'])['type'] === 'prometheus';
  const rest = mapped(target, (item, key) => {
    if (item === null || (key === 'hide' && item === false)) return undefined;
    if (!prometheus) return withoutNulls(item);
    if (editorState.some((name) => name === key)) return undefined;
    return Object.hasOwn(prometheusDefaults, key) && prometheusDefaults[key] === item ? undefined : withoutNulls(item);
  });
  // Neither a range nor an instant is asked for as a range.
  return prometheus && rest['range'] === true && rest['instant'] !== true ? withoutKeys(rest, ['range']) : rest;
}
