import { nothing, type Complaint, type PanelRule } from '../rule.ts';
import type { Dashboard, Panel } from '../subject.ts';
import { dataSourceVariables } from '../support/data-source-variables.ts';
import { sourcedPanels } from '../support/panel-types.ts';

/** A panel that the choice of the data source does not reach. */
export const panelDatasource: PanelRule = {
  scope: 'panel',
  check(panel, dashboard) {
    return !mustChoose(panel) || isChosen(panel.dataSource, dashboard) ? nothing : [complaint(panel, dashboard)];
  },
};

function complaint({ dataSource }: Panel, dashboard: Dashboard): Complaint {
  const [variable] = dataSourceVariables(dashboard);
  return {
    problem:
      dataSource === ''
        ? "it names no data source, so it asks the server's default one, whatever the viewer chose"
        : `it asks the data source "${dataSource}", whatever the viewer chose`,
    next: `set its data source to $${variable?.name ?? 'datasource'}.`,
  };
}

/**
 * Panels of other types are judged where they name a data source for queries of Prometheus. The names in dashes are
 * Grafana's own and leave the choice to each query, or to another panel.
 */
function mustChoose({ type, dataSource, queries }: Panel): boolean {
  return sourcedPanels.has(type) || (queries.length > 0 && dataSource !== '' && !/^-- \w+ --$/.test(dataSource));
}

function isChosen(uid: string, { variables }: Dashboard): boolean {
  return variables.some(({ type, name }) => type === 'datasource' && (uid === `$${name}` || uid === `\${${name}}`));
}
