/** The types of panels that the rules of dashboard-linter look at; they leave those alone that they don't know. */

/** Panels that draw numbers. */
export const numberPanels: ReadonlySet<string> = new Set([
  'stat',
  'singlestat',
  'graph',
  'table',
  'timeseries',
  'gauge',
]);

/** Panels whose data source must be chosen, whatever they ask. */
export const sourcedPanels: ReadonlySet<string> = new Set(['singlestat', 'graph', 'table', 'timeseries']);
