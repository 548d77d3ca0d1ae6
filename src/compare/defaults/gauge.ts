import { reduceOptions, thresholds } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/gauge/module.tsx, panelcfg.gen.ts */
export const gauge: PanelType = {
  options: {
    reduceOptions,
    orientation: 'auto',
    showThresholdLabels: false,
    showThresholdMarkers: true,
    sizing: 'auto',
    minVizWidth: 75,
    minVizHeight: 75,
  },
  field: { thresholds },
};
