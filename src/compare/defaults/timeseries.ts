import { hideFrom, legend, paletteClassic, thresholds, tooltip } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/timeseries/config.ts, module.tsx */
export const timeseries: PanelType = {
  options: { tooltip, legend },
  field: {
    color: paletteClassic,
    thresholds,
    custom: {
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
    },
  },
};
