import type { Dashboard, Variable } from '../subject.ts';

/** The variables by which a viewer chooses a data source. */
export function dataSourceVariables({ variables }: Dashboard): readonly Variable[] {
  return variables.filter(({ type }) => type === 'datasource');
}

/** Whether a viewer chooses a Prometheus; of dashboards of other data sources, our rules of variables know nothing. */
export function choosesPrometheus({ variables }: Dashboard): boolean {
  return variables.some(({ type, query }) => type === 'datasource' && query === 'prometheus');
}
