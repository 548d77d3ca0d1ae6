import { hideFrom, legend, paletteClassic, reduceOptions, tooltip } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/piechart/module.tsx; it reads no thresholds. */
export const piechart: PanelType = {
  options: { reduceOptions, pieType: 'pie', tooltip, legend },
  field: { color: paletteClassic, custom: { hideFrom } },
  unread: ['thresholds'],
};
