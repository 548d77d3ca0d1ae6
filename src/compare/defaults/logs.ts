import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/logs/module.tsx */
export const logs: PanelType = {
  options: {
    dedupStrategy: 'none',
    enableInfiniteScrolling: false,
    enableLogDetails: true,
    prettifyLogMessage: false,
    showCommonLabels: false,
    showLabels: false,
    showTime: false,
    sortOrder: 'Descending',
    wrapLogMessage: false,
  },
  field: undefined,
};
