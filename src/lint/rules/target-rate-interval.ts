import type { CallNode } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

const rateInterval = '$__rate_interval';

/** A rate over a range that follows neither the scrape interval nor the viewer's time range. */
export const targetRateInterval: QueryRule = {
  scope: 'query',
  check: ({ calls }) => (calls.some(isFixed) ? calls.filter(isFixed).map(complaint) : nothing),
};

/** `increase` is left alone: over a range of its own, it counts what happened in the last hour or day. */
function isFixed(call: CallNode): boolean {
  const range = call.name === 'rate' || call.name === 'irate' ? rangeOf(call) : undefined;
  return range !== undefined && !isRateInterval(range);
}

function rangeOf({ args: [series] }: CallNode): string | undefined {
  return series?.kind === 'selector' ? series.range : undefined;
}

function complaint(call: CallNode): Complaint {
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
