import { children, selectors, type CallNode, type Node } from '../../promql/ast.ts';
import { choosing } from '../../promql/choosing.ts';
import { print } from '../../promql/print.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';
import { catalogueRule } from '../support/catalogue-rule.ts';

const lostBuckets = catalogueRule('quantile-without-le', 'keep the buckets apart in the sum: sum by (le) (…).');

/** A quantile of buckets that are not summed by `le`: the buckets are gone, or those of each series apart. */
export const quantileWithoutLe: QueryRule = {
  scope: 'query',
  check(query, panel, dashboard) {
    if (query.node === undefined || !query.calls.some(isQuantile)) return nothing;
    const found: Complaint[] = [...lostBuckets.check(query, panel, dashboard)];
    for (const call of query.calls) if (isQuantile(call)) ofQuantile(call, found);
    return found;
  },
};

function isQuantile({ name }: CallNode): boolean {
  return name === 'histogram_quantile';
}

function ofQuantile(quantile: CallNode, found: Complaint[]): void {
  const [phi, buckets] = quantile.args;
  if (phi === undefined || buckets === undefined) return;
  if (dropsLe(buckets)) {
    found.push({
      problem: `${print(quantile)} has no buckets to look at, since the sum drops their label le`,
      next: 'take le out of without (…).',
    });
  } else if (isUnsummed(buckets)) {
    const summed: Node = {
      kind: 'aggregation',
      operator: 'sum',
      expr: buckets,
      grouping: { by: true, labels: ['le'] },
    };
    found.push({
      problem: `${print(quantile)} is a quantile for each instance and each set of labels, of which none is that of all requests`,
      next: `sum the buckets first: ${print({ ...quantile, args: [phi, summed] })}.`,
    });
  }
}

/** The catalogue's own check sees it where it knows the metric. */
function dropsLe(node: Node): boolean {
  if (node.kind !== 'aggregation' || node.grouping?.by !== false || !node.grouping.labels.includes('le')) return false;
  return selectors(node).every(({ metric }) => metric === undefined);
}

/** Whether buckets come through to the top as they were scraped. */
function isUnsummed(node: Node): boolean {
  if (node.kind === 'selector') return node.name?.endsWith('_bucket') === true;
  if (node.kind !== 'aggregation') return children(node).some(isUnsummed);
  return choosing.has(node.operator) && isUnsummed(node.expr);
}
