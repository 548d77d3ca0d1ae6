import type { CallNode } from '../../promql/ast.ts';
import { lengthOf } from '../../promql/length.ts';
import { print } from '../../promql/print.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';
import type { Variable } from '../subject.ts';

const rateInterval = '$__rate_interval';

/** A rate over a range that follows neither the scrape interval nor the viewer's time range. */
export const targetRateInterval: QueryRule = {
  scope: 'query',
  check({ calls }, _, { variables }) {
    return calls.every((call) => isFine(call, variables))
      ? nothing
      : calls
          .filter((call) => !isFine(call, variables))
          .map((call) => complaint(call, choosesNoLength(call, variables)));
  },
};

function isFine(call: CallNode, variables: readonly Variable[]): boolean {
  return !isFixed(call) && choosesNoLength(call, variables) === undefined;
}

function isFixed(call: CallNode): boolean {
  const range = call.name === 'rate' || call.name === 'irate' ? rangeOf(call) : undefined;
  return range !== undefined && !isRateInterval(range);
}

/**
 * The variable that the range of an `increase` is, where some choice of it is no length of time. Other ranges are left
 * alone there: over one of its own, `increase` counts what happened in the last hour or day.
 */
function choosesNoLength(call: CallNode, variables: readonly Variable[]): Variable | undefined {
  const range = call.name === 'increase' ? rangeOf(call) : undefined;
  if (range === undefined || !range.startsWith('$')) return undefined;
  const name = /^\$\{?(\w+)/.exec(range)?.[1];
  const variable = variables.find((candidate) => candidate.name === name);
  return variable === undefined || areLengths(variable) ? undefined : variable;
}

/** What a viewer writes into a text box, or Prometheus answers, may be anything. */
function areLengths({ type, query }: Variable): boolean {
  if (type === 'interval') return true;
  if (type !== 'custom' && type !== 'constant') return false;
  // A custom value may have a text of its own in front: `one hour : 1h`.
  return query.split(',').every((value) => lengthOf(value.replace(/^.*\s:\s/s, '').trim()) !== undefined);
}

function rangeOf({ args: [series] }: CallNode): string | undefined {
  return series?.kind === 'selector' ? series.range : undefined;
}

function complaint(call: CallNode, variable: Variable | undefined): Complaint {
  if (variable !== undefined) {
    return {
      problem: `${print(call)} looks at a range that the variable ${variable.name} of type "${variable.type}" decides, which may be no length of time`,
      next: `make ${variable.name} a variable of type interval, or write a length of time, such as 1h.`,
    };
  }
  const [series] = call.args;
  const better = series?.kind === 'selector' ? { ...call, args: [{ ...series, range: rateInterval }] } : call;
  return {
    problem: `${print(call)} looks at a range that follows neither the scrape interval nor the time range: it may hold fewer than the two samples that it needs, or skip some`,
    next: `write ${print(better)}.`,
  };
}

function isRateInterval(range: string): boolean {
  return range === rateInterval || range === '${__rate_interval}';
}
