import type { DashboardRule } from '../rule.ts';
import type { Variable } from '../subject.ts';
import { choosesPrometheus } from '../support/data-source-variables.ts';

const call = /^\s*([a-z_]+)\((.*)\)\s*$/s;
/** What a label may be written as: its name, also in quotes, or a variable that stands for it. */
const labelName = /^\s*(?:[a-zA-Z_]\w*|"[^"]+"|\$\w+|\$\{\w+(?::\w+)?\}|\[\[\w+\]\])\s*$/;

/** A variable whose query Prometheus' data source does not understand. */
export const templateLabelPromql: DashboardRule = {
  scope: 'dashboard',
  *check(dashboard) {
    if (!choosesPrometheus(dashboard)) return;
    for (const variable of dashboard.variables) {
      const { type, name, dataSourceType } = variable;
      if (type !== 'query' || (dataSourceType !== '' && dataSourceType !== 'prometheus')) continue;
      const problem = misunderstood(variable);
      if (problem === undefined) continue;
      yield {
        problem: `the variable ${name} ${problem}`,
        next: `write label_values(series, label), such as ${example(name)}.`,
      };
    }
  },
};

function misunderstood({ query, selector }: Variable): string | undefined {
  const [, name = '', argument = ''] = call.exec(query) ?? [];
  switch (name) {
    case 'label_names':
      return undefined;
    case 'metrics':
    case 'query_result':
    case 'label_values':
      break;
    default:
      return `asks "${query}", which is none of label_values, label_names, metrics and query_result`;
  }
  if (argument.trim() === '') return `asks "${query}", which says nothing of what is wanted`;
  if (selector?.error !== undefined) return `asks "${query}", which is no PromQL: ${selector.error}`;
  if (name !== 'label_values') return undefined;
  const label = selector === undefined ? argument : argument.slice(argument.lastIndexOf(',') + 1);
  return labelName.test(label) ? undefined : `asks for the values of "${label.trim()}", which is no label`;
}

function example(name: string): string {
  return `label_values(up, ${name})`;
}
