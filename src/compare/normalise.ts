/** A dashboard without what carries no meaning, so that two that mean the same are the same. */
import { isObject, list } from '../lint/read/json.ts';
import type { Json } from '../lint/read/json.ts';
import { normalAnnotation } from './normal/annotation.ts';
import { placed } from './normal/layout.ts';
import type { Placed } from './normal/layout.ts';
import { normalLinks } from './normal/link.ts';
import { normalPanel } from './normal/panel.ts';
import { normalVariable } from './normal/variable.ts';
import { emptyAsNone, mapped, stripped } from './strip.ts';

/** Numbers of one server, and of the program that wrote it. */
const meaningless = new Set(['editable', 'id', 'iteration', 'pluginVersion', 'schemaVersion', 'style', 'version']);

/** public/app/features/dashboard/state/DashboardModel.ts; packages/grafana-schema/src/raw/dashboard */
export const dashboardDefaults: Json = {
  description: '',
  fiscalYearStartMonth: 0,
  graphTooltip: 0,
  liveNow: false,
  preload: false,
  refresh: '',
  time: { from: 'now-6h', to: 'now' },
  timepicker: {
    hidden: false,
    refresh_intervals: ['5s', '10s', '30s', '1m', '5m', '15m', '30m', '1h', '2h', '1d'],
  },
  timezone: '',
  weekStart: '',
};

/**
 * The same for all dashboards that mean the same: defaults, numbers of the server, and traces of the editor are gone,
 * panels stand in the order of the page and as high as they can. It is a dashboard still, and means what it did.
 * The uid stays.
 */
export function normalised(dashboard: Json): Json {
  return mapped(dashboard, (item, key) => {
    if (meaningless.has(key)) return undefined;
    if (key === 'panels') return normalPanels(list(item));
    if (key === 'templating') return listOf(item, normalVariable);
    if (key === 'annotations') return listOf(item, normalAnnotation);
    if (key === 'links') return normalLinks(item);
    if (key === 'refresh' && item === false) return undefined;
    return stripped(item, Object.hasOwn(dashboardDefaults, key) ? dashboardDefaults[key] : undefined);
  });
}

function normalPanels(panels: readonly unknown[]): readonly Json[] | undefined {
  return panels.length === 0 ? undefined : placed(panels).map(spelled);
}

function spelled({ panel, place, inside }: Placed): Json {
  const rest = { ...normalPanel(panel), gridPos: place };
  return inside.length === 0 ? rest : { ...rest, panels: inside.map(spelled) };
}

/** `templating` and `annotations` are objects around one list. */
function listOf(container: unknown, normal: (item: unknown) => unknown): unknown {
  if (!isObject(container)) return stripped(container, undefined);
  return emptyAsNone(
    mapped(container, (item, key) => {
      if (key !== 'list' || !Array.isArray(item)) return stripped(item, undefined);
      const items = item.map(normal).filter((entry) => entry !== undefined);
      return items.length === 0 ? undefined : items;
    }),
  );
}
