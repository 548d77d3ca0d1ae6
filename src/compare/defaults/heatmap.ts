import { hideFrom } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/heatmap/module.tsx, types.ts. Of the fields it reads the links and `custom` alone. */
export const heatmap: PanelType = {
  options: {
    calculate: false,
    cellGap: 1,
    color: {
      mode: 'scheme',
      scheme: 'Oranges',
      fill: 'dark-orange',
      scale: 'exponential',
      reverse: false,
      exponent: 0.5,
      steps: 64,
    },
    exemplars: { color: 'rgba(255,0,255,0.7)' },
    filterValues: { le: 1e-9 },
    legend: { show: true },
    rowsFrame: { layout: 'auto' },
    tooltip: { mode: 'single', yHistogram: false, showColorScale: false },
    yAxis: { axisPlacement: 'left', reverse: false },
  },
  field: { custom: { hideFrom, scaleDistribution: { type: 'linear' } } },
  unread: [
    'actions',
    'color',
    'decimals',
    'displayName',
    'fieldMinMax',
    'filterable',
    'mappings',
    'max',
    'min',
    'noValue',
    'thresholds',
    'unit',
  ],
};
