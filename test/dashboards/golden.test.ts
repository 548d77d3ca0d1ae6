/** The committed files are what the definitions make: a pull request shows each change as code and as artefact. */
import { expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../dashboards/index.ts';
import { finishedDashboards } from '../../src/artefacts/dashboards.ts';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import { checkout } from '../support/program.ts';

const folder = join(checkout, 'provisioning', 'grafana', 'dashboards');

const files: [path: string, text: string][] = [];
for await (const {
  folder: { directory },
  dashboard,
} of finishedDashboards(registry, await resolveSettings(checkout))) {
  files.push([`${directory}/${dashboard.uid}.json`, canonicalJson(dashboard)]);
}

test('every dashboard of the registry is committed, and no other', () => {
  const committed = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  expect(files).toHaveLength(registry.length);
  expect(committed.toSorted()).toEqual(files.map(([path]) => path).toSorted());
});

test.each(files)('%s', (path, text) => {
  expect(text).toBe(readFileSync(join(folder, path), 'utf8'));
});
