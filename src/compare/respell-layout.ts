/** Where panels stand, in the manner of the code: with room kept below collapsed rows, or without. */
import { isObject, list, object } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { deepEqual } from './deep-equal.ts';

/** By the order of the page, rows before what they hold. */
type Places = readonly unknown[];

/**
 * @param server normalised
 * @param code normalised
 * @param written the places as the code has them
 */
export function respelledPlaces(server: Json, code: Json, written: Places): Places {
  const style = ([false, true] as const).find((room) => deepEqual(places(code, room), written));
  return places(server, style ?? false);
}

/** @param room whether what a collapsed row holds takes room */
function places(dashboard: Json, room: boolean): Places {
  let shift = 0;
  return list(dashboard['panels'])
    .filter(isObject)
    .flatMap((panel) => {
      const at = object(panel['gridPos']);
      const children = list(panel['panels']).map((child) => object(object(child)['gridPos']));
      const result = [at, ...children].map((place) => ({ ...place, y: number(place['y']) + shift }));
      const bottom = number(at['y']) + 1;
      if (room) shift += Math.max(0, ...children.map((place) => number(place['y']) + number(place['h']) - bottom));
      return result;
    });
}

function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
