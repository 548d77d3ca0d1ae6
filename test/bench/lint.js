/**
 * What it costs to judge a folder of dashboards, and the least that it could: reading the files, their JSON, and the
 * official grammar parsing each query. The floor shares no code with the project.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { floor } from './floor.js';
import { resolveSettings } from '../../dist/src/config/resolve.js';

/** Milliseconds for `count` dashboards: reading JSON, parsing queries, and linting them all in all. */
export async function lint(count, folder, root) {
  floor(count, folder);
  const least = leastOf(folder);
  const { Linter } = await import('../../dist/src/lint/linter.js');
  const { readDashboard } = await import('../../dist/src/lint/read/dashboard.js');
  const { PromqlReader } = await import('../../dist/src/lint/read/promql.js');
  const { catalogue } = await resolveSettings(root);
  const start = performance.now();
  const linter = new Linter();
  const reader = new PromqlReader(catalogue);
  for (const file of readdirSync(folder)) {
    const json = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    linter.add(readDashboard(json, { file, folder }, reader));
  }
  const findings = linter.finish().length;
  return { ...least, linting: performance.now() - start, findings };
}

function leastOf(folder) {
  let reading = 0;
  let parsing = 0;
  for (const file of readdirSync(folder)) {
    const start = performance.now();
    const { panels } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const read = performance.now();
    for (const { targets = [] } of panels) for (const { expr } of targets) parse(expr);
    reading += read - start;
    parsing += performance.now() - read;
  }
  return { reading, parsing };
}

function parse(query) {
  const cursor = parser.parse(query.replaceAll('$__rate_interval', '5m')).cursor();
  do {
    if (cursor.type.isError) throw new Error(`does not parse: ${query}`);
  } while (cursor.next());
}
