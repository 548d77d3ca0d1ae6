/** What Grafana 12.2's UI makes of a dashboard that a person saves, by a recorded save. */
import { isObject, list, object, type Json } from '../../src/lint/read/json.ts';

const defaultSchema = 41;
const builtIn = {
  builtIn: 1,
  datasource: { type: 'grafana', uid: '-- Grafana --' },
  enable: true,
  hide: true,
  iconColor: 'rgba(0, 211, 255, 1)',
  name: 'Annotations & Alerts',
  type: 'dashboard',
};
const paletteOf = new Set(['timeseries', 'piechart', 'barchart', 'trend', 'histogram']);
const hideFrom = { legend: false, tooltip: false, viz: false };
const ofLines = {
  axisBorderShow: false,
  axisCenteredZero: false,
  axisColorMode: 'text',
  axisLabel: '',
  axisPlacement: 'auto',
  barAlignment: 0,
  barWidthFactor: 0.6,
  drawStyle: 'line',
  fillOpacity: 0,
  gradientMode: 'none',
  hideFrom,
  insertNulls: false,
  lineInterpolation: 'linear',
  lineWidth: 1,
  pointSize: 5,
  scaleDistribution: { type: 'linear' },
  showPoints: 'auto',
  spanNulls: false,
  stacking: { group: 'A', mode: 'none' },
  thresholdsStyle: { mode: 'off' },
};
const customOf: Readonly<Record<string, Json>> = {
  timeseries: ofLines,
  piechart: { hideFrom },
  heatmap: { hideFrom, scaleDistribution: { type: 'linear' } },
};
const optionsOf: Readonly<Record<string, Json>> = {
  stat: { reduceOptions: { fields: '', values: false } },
  gauge: { reduceOptions: { fields: '', values: false } },
  bargauge: { reduceOptions: { fields: '', values: false } },
  piechart: { reduceOptions: { fields: '', values: false }, tooltip: { hideZeros: false } },
  timeseries: { tooltip: { hideZeros: false } },
  text: { code: { language: 'plaintext', showLineNumbers: false, showMiniMap: false } },
  heatmap: {
    color: { mode: 'scheme', scale: 'exponential' },
    rowsFrame: { layout: 'auto' },
    tooltip: { showColorScale: false, yHistogram: false },
    yAxis: { axisPlacement: 'left', reverse: false },
  },
};

export function asSavedInUi(dashboard: Json): Json {
  const annotations = list(object(dashboard['annotations'])['list']);
  const hasBuiltIn = annotations.some((annotation) => object(annotation)['builtIn'] === 1);
  const schema = Number(dashboard['schemaVersion'] ?? 0);
  return reversedKeys({
    ...dashboard,
    annotations: { list: hasBuiltIn ? annotations : [builtIn, ...annotations] },
    editable: true,
    fiscalYearStartMonth: dashboard['fiscalYearStartMonth'] ?? 0,
    graphTooltip: dashboard['graphTooltip'] ?? 0,
    links: dashboard['links'] ?? [],
    panels: packed(list(dashboard['panels']).map((panel) => filledIn(object(panel)))),
    preload: false,
    schemaVersion: schema > 0 && schema < defaultSchema ? schema : defaultSchema,
    templating: { list: list(object(dashboard['templating'])['list']).flatMap((one) => variable(object(one))) },
    timepicker: dashboard['timepicker'] ?? {},
  });
}

/** The server sorts keys; here they only come in another order than they were sent. */
function reversedKeys(dashboard: Json): Json {
  return Object.fromEntries(Object.entries(dashboard).toReversed());
}

function filledIn(panel: Json): Json {
  const { repeatDirection, transparent, ...rest } = panel;
  const kept: Json = {
    ...rest,
    ...(rest['repeat'] === undefined || repeatDirection === undefined ? {} : { repeatDirection }),
    ...(transparent === true ? { transparent } : {}),
  };
  const type = String(panel['type']);
  if (type === 'row') {
    return { ...panel, panels: list(panel['panels']).map((inner) => withoutSilent(object(inner))) };
  }
  const { defaults, overrides } = object(panel['fieldConfig']);
  if (type === 'text') {
    const { datasource: _, ...text } = kept;
    return {
      ...text,
      fieldConfig: { defaults: object(defaults), overrides: list(overrides) },
      options: under(object(panel['options']), optionsOf['text'] ?? {}),
      pluginVersion: '9.2.0',
    };
  }
  return {
    ...kept,
    fieldConfig: { defaults: fields(type, object(defaults)), overrides: list(overrides) },
    options: under(object(panel['options']), optionsOf[type] ?? {}),
    pluginVersion: '9.2.0',
  };
}

/** Panels of a closed row lose only what says nothing. */
function withoutSilent({ repeatDirection: _, transparent: __, ...rest }: Json): Json {
  return rest;
}

function fields(type: string, defaults: Json): Json {
  if (type === 'heatmap') return { ...defaults, custom: under(object(defaults['custom']), customOf['heatmap'] ?? {}) };
  const thresholds = object(defaults['thresholds']);
  const steps = list(thresholds['steps']).map((step, at) => (at === 0 ? { ...object(step), value: 0 } : step));
  const withSteps = steps.length === 0 ? {} : { thresholds: { ...thresholds, steps } };
  const custom = customOf[type];
  return {
    ...(paletteOf.has(type) ? { color: { mode: 'palette-classic' } } : {}),
    ...defaults,
    ...(custom === undefined ? {} : { custom: under(object(defaults['custom']), custom) }),
    mappings: defaults['mappings'] ?? [],
    ...withSteps,
    ...(type === 'bargauge' && steps.length === 0 ? { thresholds: gaugeDefault } : {}),
  };
}

const gaugeDefault = {
  mode: 'absolute',
  steps: [
    { color: 'green', value: 0 },
    { color: 'red', value: 80 },
  ],
};

/** What is there stays; what is not is filled in, at any depth. */
function under(there: Json, defaults: Json): Json {
  const both = Object.entries(defaults).map(([name, value]): [string, unknown] => {
    const given = there[name];
    if (isObject(given) && isObject(value)) return [name, under(given, value)];
    return [name, given ?? value];
  });
  return { ...there, ...Object.fromEntries(both) };
}

/** What follows a closed row moves up to it, where room was left for its panels: they take none. */
function packed(panels: readonly Json[]): readonly Json[] {
  let up = 0;
  return panels.map((panel, index) => {
    const grid = object(panel['gridPos']);
    const y = Number(grid['y'] ?? 0);
    const moved = { ...panel, gridPos: { ...grid, y: y - up } };
    const next = object(panels[index + 1]?.['gridPos'])['y'];
    const inside = list(panel['panels']).map((inner) => bottomOf(object(inner)));
    const bottom = Math.max(y + 1, ...inside);
    if (panel['collapsed'] === true && Number(next) >= bottom) up += bottom - (y + 1);
    return moved;
  });
}

function bottomOf(panel: Json): number {
  const { y, h } = object(panel['gridPos']);
  return Number(y) + Number(h);
}

/** An interval that has chosen nothing is lost: the front end cannot load it. So it was in the recorded save. */
function variable(one: Json): readonly Json[] {
  const { skipUrlSync, multi, auto, auto_count: count, auto_min: least, ...rest } = one;
  const type = one['type'];
  if (type === 'interval' && !isObject(one['current'])) return [];
  return [
    {
      ...rest,
      ...(type === 'interval' ? interval({ auto, auto_count: count, auto_min: least }, object(one['current'])) : {}),
      ...(skipUrlSync === true ? { skipUrlSync } : {}),
      ...(multi === true ? { multi } : {}),
      ...(type === 'datasource' ? { refresh: one['refresh'] ?? 1 } : {}),
    },
  ];
}

/** Its text is its value, and the automatic one has a name of its own. */
function interval(steps: Json, { value }: Json): Json {
  const chosen = String(value).startsWith('$__auto') ? '$__auto' : value;
  return { ...steps, current: { text: chosen, value: chosen }, options: [] };
}
