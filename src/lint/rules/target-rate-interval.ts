import { children, type Node } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

const rateInterval = '$__rate_interval';

/** A rate over a range that follows neither the scrape interval nor the viewer's time range. */
export const targetRateInterval: QueryRule = {
  scope: 'query',
  check({ node, onceChosen, text }) {
    const root = node ?? onceChosen;
    if (root === undefined || !text.includes('rate')) return nothing;
    const found: Complaint[] = [];
    look(root, found);
    return found;
  },
};

/** `increase` is left alone: over a range of its own, it counts what happened in the last hour or day. */
function look(node: Node, found: Complaint[]): void {
  if (node.kind === 'call' && (node.name === 'rate' || node.name === 'irate')) {
    const [series] = node.args;
    if (series?.kind === 'selector' && series.range !== undefined && !isRateInterval(series.range)) {
      const better: Node = { ...node, args: [{ ...series, range: rateInterval }] };
      found.push({
        problem: `${print(node)} looks at a range that follows neither the scrape interval nor the time range: it may hold fewer than the two samples that it needs, or skip some`,
        next: `write ${print(better)}.`,
      });
    }
  }
  for (const child of children(node)) look(child, found);
}

function isRateInterval(range: string): boolean {
  return range === rateInterval || range === '${__rate_interval}';
}
