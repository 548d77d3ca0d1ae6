import { readFileSync } from 'node:fs';
import { object } from '../../src/lint/read/json.ts';
import type { Json } from '../../src/lint/read/json.ts';

export function readJson(path: string): Json {
  return object(JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')));
}

export const pushed = readJson('test/fixtures/ui-save/pushed.json');
export const savedInUi = readJson('test/fixtures/ui-save/saved-in-ui.json');

const folder = 'provisioning/grafana/dashboards/order-processing';

/** Those that this project generates. */
export const committed: Readonly<Record<'database' | 'orders' | 'temporal', Json>> = {
  database: readJson(`${folder}/order-processing-database.json`),
  orders: readJson(`${folder}/order-processing-orders.json`),
  temporal: readJson(`${folder}/order-processing-temporal-sdk.json`),
};
