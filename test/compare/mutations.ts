/** Other values in a dashboard's JSON, one at a time, and which of them mean nothing else. */
import { isObject, list, object } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';

export type Path = readonly (string | number)[];

/** Whatever has nothing in it: texts, numbers, empty lists. */
export function leaves(value: unknown, path: Path = []): readonly Path[] {
  if (Array.isArray(value) && value.length > 0) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isObject(value) && Object.keys(value).length > 0) {
    return Object.keys(value).flatMap((key) => leaves(value[key], [...path, key]));
  }
  return [path];
}

export function at(value: unknown, path: Path): unknown {
  return path.reduce((part: unknown, key) => (typeof key === 'number' ? list(part)[key] : object(part)[key]), value);
}

/** A copy with another value in one place. */
export function changed(value: unknown, [key, ...rest]: Path, change: (leaf: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (typeof key === 'number') {
    return list(value).map((item, index) => (index === key ? changed(item, rest, change) : item));
  }
  return { ...object(value), [key]: changed(object(value)[key], rest, change) };
}

/** Of another meaning, whatever it was. */
export function another(leaf: unknown): unknown {
  if (typeof leaf === 'boolean') return !leaf;
  if (typeof leaf === 'number') return leaf + 1;
  if (typeof leaf === 'string') return `${leaf}x`;
  if (Array.isArray(leaf)) return [{ x: 1 }];
  return isObject(leaf) ? { x: 1 } : 1;
}

/** Why another value there means the same; undefined where it must be seen. */
export function reasonToIgnore(dashboard: Json, path: Path): string | undefined {
  const keys = path.map(String);
  if (path.length === 1 && ['editable', 'id', 'schemaVersion', 'version'].includes(keys[0] ?? ''))
    return 'of the server or the program';
  if (keys[0] === 'templating') return ofVariable(object(at(dashboard, path.slice(0, 3))), keys.slice(3));
  if (keys[0] !== 'panels') return undefined;
  const depth = keys[2] === 'panels' ? 4 : 2;
  if (path.length < depth) return undefined;
  return ofPanel(object(at(dashboard, path.slice(0, depth))), path.slice(depth));
}

function ofVariable(variable: Json, [key = '', inner]: readonly string[]): string | undefined {
  const interval = variable['type'] === 'interval';
  if (key === 'current' && inner === 'selected') return 'which choice is marked follows from the value';
  if (key === 'current' && inner === 'text' && interval) return 'the text of an interval is its value';
  if (key.startsWith('auto') && !interval) return 'belongs to intervals';
  if (key.startsWith('auto_') && variable['auto'] !== true) return 'belongs to automatic intervals';
  if (interval && ['allowCustomValue', 'includeAll', 'multi'].includes(key)) return 'an interval has no such choice';
  return undefined;
}

function ofPanel(panel: Json, path: Path): string | undefined {
  const [key = '', second, third, fourth, fifth] = path.map(String);
  const type = panel['type'];
  if (type === 'row' && ['gridPos', 'panels'].includes(key)) return 'a row is as wide as the page';
  if (key === 'gridPos' && second === 'y') return 'panels move up; where the order changes, tests of the layout see it';
  if (key === 'repeatDirection') return 'nothing is repeated';
  if (type === 'text' && ['datasource', 'fieldConfig', 'targets'].includes(key)) return 'a text asks no data source';
  if (third === 'thresholds' && fourth === 'steps' && fifth === '0' && path[5] === 'value') return 'minus infinity';
  if (key === 'fieldConfig' && second === 'defaults') {
    if (type === 'piechart' && third === 'thresholds') return 'a pie has no thresholds';
    if (type === 'heatmap' && !['links', 'custom'].includes(third ?? '')) return 'a heatmap does not read it';
  }
  const target = key === 'targets' ? object(at(panel, path.slice(0, 2))) : {};
  if (third === 'range' && target['instant'] === false) return 'neither a range nor an instant is a range';
  return undefined;
}
