/** Defaults that several types of panel share, as Grafana 12.2 fills them in when it loads a panel. */

/** packages/grafana-ui/src/options/builder/tooltip.tsx */
export const tooltip = { mode: 'single', sort: 'none', hideZeros: false } as const;

/** packages/grafana-ui/src/options/builder/legend.tsx; `calcs` is an empty list, which is nothing anyway. */
export const legend = { showLegend: true, displayMode: 'list', placement: 'bottom' } as const;

/** public/app/plugins/panel/stat/common.ts. Note that an empty `calcs` is not the default. */
export const reduceOptions = { values: false, calcs: ['lastNotNull'], fields: '' } as const;

/** packages/grafana-ui/src/options/builder/hideSeries.tsx */
export const hideFrom = { tooltip: false, viz: false, legend: false } as const;

/** public/app/core/components/OptionsUI/registry.tsx. The first step begins at minus infinity, whatever its value. */
export const thresholds = {
  mode: 'absolute',
  steps: [{ color: 'green' }, { color: 'red', value: 80 }],
} as const;

export const paletteClassic = { mode: 'palette-classic' } as const;
