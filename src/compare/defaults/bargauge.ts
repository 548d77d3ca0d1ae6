import { legend, reduceOptions, thresholds } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/bargauge/module.tsx, panelcfg.gen.ts; its legend is hidden by default. */
export const bargauge: PanelType = {
  options: {
    reduceOptions,
    orientation: 'auto',
    legend: { ...legend, showLegend: false },
    displayMode: 'gradient',
    valueMode: 'color',
    namePlacement: 'auto',
    showUnfilled: true,
    sizing: 'auto',
    minVizWidth: 8,
    minVizHeight: 16,
    maxVizHeight: 300,
  },
  field: { thresholds },
};
