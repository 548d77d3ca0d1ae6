import type { PanelType } from './panel-type.ts';

/** public/app/plugins/panel/alertlist/module.tsx */
export const alertlist: PanelType = {
  options: {
    alertInstanceLabelFilter: '',
    alertName: '',
    dashboardAlerts: false,
    groupMode: 'default',
    maxItems: 20,
    showInactiveAlerts: false,
    sortOrder: 1,
    stateFilter: { error: true, firing: true, noData: false, normal: false, pending: true, recovering: true },
    viewMode: 'list',
  },
  field: undefined,
  noData: true,
};

/** public/app/plugins/panel/dashlist/module.tsx, panelcfg.gen.ts */
export const dashlist: PanelType = {
  options: {
    includeVars: false,
    keepTime: false,
    maxItems: 10,
    query: '',
    showFolderNames: true,
    showHeadings: true,
    showRecentlyViewed: false,
    showSearch: false,
    showStarred: true,
  },
  field: undefined,
  noData: true,
};
