import { hideFrom, legend, thresholds, tooltip } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/state-timeline/module.tsx, panelcfg.gen.ts */
export const stateTimeline: PanelType = {
  options: { alignValue: 'left', mergeValues: true, rowHeight: 0.9, showValue: 'auto', legend, tooltip },
  field: {
    color: { mode: 'continuous-GrYlRd' },
    thresholds,
    custom: { axisPlacement: 'auto', fillOpacity: 70, hideFrom, insertNulls: false, lineWidth: 0, spanNulls: false },
  },
};
