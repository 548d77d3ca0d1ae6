import { hideFrom, legend, paletteClassic, thresholds, tooltip } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/histogram/module.tsx, config.ts, panelcfg.gen.ts */
export const histogram: PanelType = {
  options: { legend, tooltip },
  field: {
    color: paletteClassic,
    thresholds,
    custom: {
      fillOpacity: 80,
      gradientMode: 'none',
      hideFrom,
      lineWidth: 1,
      stacking: { group: 'A', mode: 'none' },
    },
  },
};
