import { reduceOptions, thresholds } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/stat/module.tsx, panelcfg.gen.ts */
export const stat: PanelType = {
  options: {
    reduceOptions,
    orientation: 'auto',
    textMode: 'auto',
    wideLayout: true,
    colorMode: 'value',
    graphMode: 'area',
    justifyMode: 'auto',
    showPercentChange: false,
    percentChangeColorMode: 'standard',
  },
  field: { thresholds },
};
