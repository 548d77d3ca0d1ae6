import { thresholds } from './parts.ts';
import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/table/module.tsx; packages/grafana-schema/src/veneer/common.types.ts */
export const table: PanelType = {
  options: {
    showHeader: true,
    cellHeight: 'sm',
    footer: { show: false, reducer: ['sum'], countRows: false, fields: '' },
  },
  field: {
    thresholds,
    custom: { align: 'auto', cellOptions: { type: 'auto' }, inspect: false, wrapHeaderText: false },
  },
};
