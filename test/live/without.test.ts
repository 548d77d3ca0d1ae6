/** A metric that the simulator no longer exposes: verify names every panel and variable that is empty for want of it. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freePorts } from '../../src/demo/ports.ts';
import { startStack, type Stack } from '../../src/demo/stack.ts';
import { instantQuery } from '../support/instant-query.ts';
import { needsPrograms, stackPrograms } from '../support/stack-programs.ts';
import { committedDashboards, declarations, nameOf, verified } from '../support/verified.ts';
import { waitFor } from '../support/wait.ts';

const { prometheus: program } = stackPrograms;

beforeEach(needsPrograms);

describe.each([
  ['orders_created_total', 'a counter of the API'],
  ['order_processing_errors_total', 'a counter that has a fallback, which is no data'],
  ['order_processing_seconds', 'a histogram'],
  ['orders_oldest_open_age_seconds', 'a gauge of the state'],
  ['orders_by_status', 'a gauge that a variable is asked of'],
  ['temporal_workflow_completed_total', 'a counter of the SDK'],
  ['temporal_worker_task_slots_available', 'a gauge of the SDK'],
])('without %s, %s', (gone) => {
  let stack: Stack | undefined;
  let prometheus = '';

  beforeAll(async () => {
    if (program === undefined) return;
    stack = await startStack({
      found: { prometheus: program },
      ports: await freePorts(),
      environment: 'production',
      scrapeInterval: '1s',
      without: gone,
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    prometheus = stack.addresses.prometheus ?? '';
    await waitFor('two scrapes of every page, and an order between them', async () => {
      const [least] = await instantQuery(prometheus, 'min(count_over_time(up[1m])) * (count(up) == bool 7)');
      const [orders] = await instantQuery(prometheus, 'sum(rate(http_requests_total{method="POST"}[1m]))');
      return (least?.value ?? 0) >= 2 && (orders?.value ?? 0) > 0;
    });
  }, 60_000);

  afterAll(() => stack?.stop(), 30_000);

  it('has verify name what is empty for want of it, and nothing else for that', () => {
    const { code, findings } = verified(prometheus);
    expect(code).toBe(1);
    const named = findings
      .filter(({ problem }) => mentions(problem, gone))
      .map(({ dashboard, place }) => `${dashboard}: ${place.kind} ${place.title}`);
    const expected = thatAsk(gone);
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(named)].toSorted()).toEqual(expected);
  });
});

/** Whether a text has the name of a metric, or of a series of that histogram, as a word of its own. */
function mentions(text: string, metric: string): boolean {
  return new RegExp(String.raw`(?<![\w:])${metric}(?:_bucket|_sum|_count)?(?![\w:])`).test(text);
}

/**
 * What the committed dashboards ask of a metric, sorted: each panel with a query that names it and may not be empty, and
 * each variable that is asked of it alone.
 */
function thatAsk(metric: string): readonly string[] {
  const excused = new Set(declarations().map(nameOf));
  return committedDashboards()
    .flatMap(({ uid, title, panels, templating }) => [
      ...panels
        .filter(({ id, targets }) =>
          targets.some(({ refId, expr }) => mentions(expr, metric) && !excused.has(`${uid}: panel ${id}, ${refId}`)),
        )
        .map((panel) => `${title}: panel ${panel.title}`),
      ...templating.list
        .filter(({ query }) => typeof query === 'string' && mentions(query, metric) && !query.includes('__name__=~'))
        .map(({ name }) => `${title}: variable ${name}`),
    ])
    .toSorted();
}
