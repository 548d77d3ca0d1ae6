import { isObject } from '../../lint/read/json.ts';
import type { Json } from '../../lint/read/json.ts';
import { deepEqual } from '../deep-equal.ts';
import { mapped, withoutNulls } from '../strip.ts';
import { withoutKeys } from './thresholds.ts';

/** What Grafana adds to each dashboard that has none of it (public/app/features/dashboard/state/DashboardModel.ts). */
const builtIn: Json = {
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  name: 'Annotations & Alerts',
  type: 'dashboard',
};

/** As older versions wrote it. */
const builtInTarget: Json = { limit: 100, matchAny: false, tags: [], type: 'dashboard' };

/** Undefined for the one that each dashboard has. */
export function normalAnnotation(annotation: unknown): unknown {
  if (!isObject(annotation)) return withoutNulls(annotation);
  const rest = mapped(annotation, (item, key) => {
    if (item === null || (key === 'builtIn' && item === 0)) return undefined;
    // Grafana reads both as false where they are not there.
    if ((key === 'enable' || key === 'hide') && item === false) return undefined;
    return withoutNulls(item);
  });
  return isBuiltIn(rest) ? undefined : rest;
}

function isBuiltIn(annotation: Json): boolean {
  const target = annotation['target'];
  if (target !== undefined && !deepEqual(target, builtInTarget)) return false;
  return deepEqual(withoutKeys(annotation, ['target']), builtIn);
}
