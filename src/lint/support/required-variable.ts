import type { Complaint, DashboardRule } from '../rule.ts';
import type { Variable } from '../subject.ts';
import { choosesPrometheus } from './data-source-variables.ts';

const chosenSource = /^\$(?:(?:prometheus_)?datasource|\{(?:prometheus_)?datasource\})$/;

/** A viewer must be able to narrow every dashboard of Prometheus by this label of the target, in the same way. */
export function requiredVariable(name: 'job' | 'instance', label: string): DashboardRule {
  return {
    scope: 'dashboard',
    *check(dashboard) {
      if (!choosesPrometheus(dashboard)) return;
      const variable = dashboard.variables.find((candidate) => candidate.name === name);
      if (variable !== undefined) {
        yield* unlikeOthers(variable, label);
        return;
      }
      yield {
        problem: `it has no variable "${name}", so a viewer cannot narrow it to one ${name}`,
        next: `add a query variable "${name}" that asks label_values(…, ${name}) of $datasource.`,
      };
    },
  };
}

function* unlikeOthers(variable: Variable, label: string): Iterable<Complaint> {
  const { name, type, dataSource, multi, allValue } = variable;
  if (!chosenSource.test(dataSource)) {
    const asked = dataSource === '' ? 'no data source of its own' : `the data source "${dataSource}"`;
    yield {
      problem: `the variable ${name} asks ${asked}, not the one that the viewer chose`,
      next: `set the data source of ${name} to $datasource.`,
    };
  }
  if (type !== 'query') {
    yield {
      problem: `the variable ${name} is of type "${type}", so its values are not those that Prometheus has`,
      next: `make ${name} a query variable that asks label_values(…, ${name}).`,
    };
  }
  if (variable.label !== label) {
    yield {
      problem: `the variable ${name} is labelled "${variable.label}", otherwise than on other dashboards`,
      next: `label ${name} "${label}".`,
    };
  }
  if (!multi) {
    yield {
      problem: `the variable ${name} takes one value only, so two of them cannot be compared`,
      next: `set multi of ${name} to true.`,
    };
  }
  if (allValue !== '.+') {
    yield {
      problem: `the variable ${name} stands for "${allValue}" when all are chosen, which is not every series that has a ${name}`,
      next: `set allValue of ${name} to ".+".`,
    };
  }
}
