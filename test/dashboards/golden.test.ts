/** The committed file is what the definition makes: a pull request shows each change as code and as artefact. */
import { expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { registry } from '../../dashboards/index.ts';
import { finishedDashboards } from '../../src/artefacts/dashboards.ts';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { resolveSettings } from '../../src/config/resolve.ts';
import { checkout } from '../support/program.ts';

const folder = join(checkout, 'provisioning', 'grafana', 'dashboards');

test('provisioning/grafana/dashboards/order-processing/order-processing-orders.json', async () => {
  const texts = new Map<string, string>();
  for await (const { entry, dashboard } of finishedDashboards(registry, await resolveSettings(checkout))) {
    texts.set(`${entry.folder.directory}/${dashboard.uid}.json`, canonicalJson(dashboard));
  }
  const path = 'order-processing/order-processing-orders.json';
  expect(texts.get(path)).toBe(readFileSync(join(folder, path), 'utf8'));
});
