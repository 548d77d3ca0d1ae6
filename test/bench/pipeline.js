/** The same dashboards through the whole project: typed queries, house style, layout, checks, atomic output. */
import { grafanaArtefacts } from '../../dist/src/artefacts/grafana.js';
import { write } from '../../dist/src/artefacts/output/write.js';
import { resolveSettings } from '../../dist/src/config/resolve.js';
import { row } from '../../dist/src/dashboard/definition.js';
import { ProjectLinter } from '../../dist/src/lint/project.js';
import { application } from '../../dist/src/metrics/application.js';
import { query, stat, timeseries } from '../../dist/src/panels/index.js';
import { by, histogramQuantile, matches, rate, ratio, sum, where } from '../../dist/src/promql/index.js';
import { panelsPerDashboard, route } from './shape.js';

const bench = { directory: 'bench', title: 'Bench', uid: 'bench' };
const limit = { bad: 'above', amber: 0.5, red: 1 };

/** Builds `count` dashboards into a folder; answers the milliseconds it took, and those of them in the linter. */
export async function pipeline(count, folder, root) {
  const settings = await benchSettings(root);
  let linting = 0;
  const { add } = ProjectLinter.prototype;
  ProjectLinter.prototype.add = function (...finished) {
    const start = performance.now();
    add.apply(this, finished);
    linting += performance.now() - start;
  };
  const start = performance.now();
  await write(folder, grafanaArtefacts(registry(count), settings));
  return { total: performance.now() - start, linting };
}

/** Builds `count` dashboards, and again with nothing changed; answers what the second run wrote, and its milliseconds. */
export async function rebuild(count, folder, root) {
  const settings = await benchSettings(root);
  await write(folder, grafanaArtefacts(registry(count), settings));
  const start = performance.now();
  const { created, updated, removed } = await write(folder, grafanaArtefacts(registry(count), settings));
  return { total: performance.now() - start, written: created.length + updated.length + removed.length };
}

async function benchSettings(root) {
  return { ...(await resolveSettings(root)), folders: new Map([['bench', bench]]) };
}

function registry(count) {
  return Array.from({ length: count }, (_, number) => ({
    file: `bench-${number}.ts`,
    folder: 'bench',
    load: async () => (settings) => definition(number, settings),
  }));
}

function definition(number, { policy }) {
  const panels = Array.from({ length: panelsPerDashboard }, (_, index) => {
    const panel = index % 5 === 0 ? stat : timeseries;
    return panel(policy, {
      key: `panel-${index}`,
      title: `Panel ${index}`,
      description: { shows: `What panel ${index} shows.`, normal: 'below 1.', next: 'look further.' },
      unit: 's',
      limit,
      ...(panel === stat ? { sparkline: true } : {}),
      queries: [expression(route(number, index), index)],
    });
  });
  return {
    name: `bench-${number}`,
    title: `Bench ${number}`,
    description: 'Generated.',
    tags: ['bench'],
    variables: [],
    rows: [row('Bench', { perLine: 3, height: 8 }, panels)],
  };
}

function expression(endpoint, index) {
  const requests = where(application.httpRequests, { endpoint });
  if (index % 3 === 0) return query(sum(rate(requests), by('status')), '{{status}}');
  if (index % 3 === 1) {
    return query(histogramQuantile(0.95, where(application.httpRequestDuration, { endpoint })), 'p95');
  }
  const failed = sum(rate(where(requests, { status: matches('5..') })), by('environment'));
  return query(ratio(failed, sum(rate(requests), by('environment'))), '{{environment}}');
}
