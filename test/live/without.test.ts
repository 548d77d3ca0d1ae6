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

/** What systems lack: metrics that no panel asks together, so that what is empty is empty for want of one of them. */
const systems = [
  [
    { metric: 'orders_created_total', what: 'a counter of the API' },
    { metric: 'orders_oldest_open_age_seconds', what: 'a gauge of the state' },
    { metric: 'temporal_workflow_completed_total', what: 'a counter of the SDK' },
  ],
  [
    { metric: 'order_processing_errors_total', what: 'a counter that has a fallback, which is no data' },
    { metric: 'orders_by_status', what: 'a gauge that a variable is asked of' },
    { metric: 'temporal_worker_task_slots_available', what: 'a gauge of the SDK' },
  ],
  [{ metric: 'order_processing_seconds', what: 'a histogram' }],
].map((gone) => ({ gone, names: gone.map(({ metric }) => metric).join(',') }));

describe.each(systems)('a simulator without $names', ({ gone, names }) => {
  let stack: Stack | undefined;
  let prometheus = '';
  let report: ReturnType<typeof verified> | undefined;

  beforeAll(async () => {
    if (program === undefined) return;
    stack = await startStack({
      found: { prometheus: program },
      ports: await freePorts(),
      environment: 'production',
      scrapeInterval: '1s',
      without: names,
      tell: () => undefined,
      signal: new AbortController().signal,
    });
    prometheus = stack.addresses.prometheus ?? '';
    await waitFor('two scrapes of every page, and an order between them', async () => {
      const [least] = await instantQuery(prometheus, 'min(count_over_time(up[1m])) * (count(up) == bool 7)');
      const [orders] = await instantQuery(prometheus, 'sum(rate(http_requests_total{method="POST"}[1m]))');
      return (least?.value ?? 0) >= 2 && (orders?.value ?? 0) > 0;
    });
    report = verified(prometheus);
  }, 60_000);

  afterAll(() => stack?.stop(), 30_000);

  it.each(gone)('has verify name all that is empty for want of $metric, $what', ({ metric }) => {
    expect(report?.code).toBe(1);
    const named = (report?.findings ?? [])
      .filter(({ problem }) => mentions(problem, metric))
      .map(({ dashboard, place }) => `${dashboard}: ${place.kind} ${place.title}`);
    const expected = thatAsk(metric);
    expect(expected.length).toBeGreaterThan(0);
    expect([...new Set(named)].toSorted()).toEqual(expected);
  });

  it('lacks metrics that no panel asks together', () => {
    const asked = gone.flatMap(({ metric }) => thatAsk(metric));
    expect(new Set(asked).size).toBe(asked.length);
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
