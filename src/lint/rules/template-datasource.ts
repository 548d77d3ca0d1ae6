import type { DashboardRule } from '../rule.ts';
import type { Variable } from '../subject.ts';
import { dataSourceVariables } from '../support/data-source-variables.ts';

/** No data source to choose, several, or one that is named otherwise than on other dashboards. */
export const templateDatasource: DashboardRule = {
  scope: 'dashboard',
  *check(dashboard) {
    const [first, ...more] = dataSourceVariables(dashboard);
    if (first === undefined) {
      yield {
        problem: 'it has no variable for the data source, so it shows one server only',
        next: 'add a variable of type datasource, named "datasource" and labelled "Data source".',
      };
      return;
    }
    if (more.length > 0) {
      const names = [first, ...more].map(({ name }) => name).join(', ');
      yield {
        problem: `it has ${more.length + 1} variables for the data source (${names}), and who changes one of them compares different servers`,
        next: 'keep one of them, named "datasource", and use it in every panel.',
      };
    }
    for (const variable of [first, ...more]) yield* misnamed(variable);
  },
};

/** The second name and label say of which kind it is: `prometheus_datasource`, `Prometheus data source`. */
function* misnamed({ name, label, query }: Variable) {
  if (name !== 'datasource' && name !== `${query.toLowerCase()}_datasource`) {
    yield {
      problem: `its data source variable is named "${name}", so a link from another dashboard does not carry the choice over`,
      next: 'name it "datasource".',
    };
  }
  if (label !== 'Data source' && label !== `${query.charAt(0).toUpperCase()}${query.slice(1)} data source`) {
    yield {
      problem: `its data source variable is labelled "${label}", otherwise than on other dashboards`,
      next: 'label it "Data source".',
    };
  }
}
