/** Both sides of the benchmark build the same: whatever the one writes, the other does, ids and order of keys aside. */
import { deepStrictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { floor } from './floor.js';
import { pipeline } from './pipeline.js';

/** @throws AssertionError with the difference */
export async function refuseDifference(folder, root) {
  floor(1, join(folder, 'floor'));
  await pipeline(1, join(folder, 'pipeline'), root);
  deepStrictEqual(
    withoutIds(join(folder, 'floor', 'bench-0.json')),
    withoutIds(join(folder, 'pipeline', 'grafana', 'dashboards', 'bench', 'order-processing-bench-0.json')),
  );
}

function withoutIds(path) {
  return JSON.parse(readFileSync(path, 'utf8'), (key, value) =>
    key === 'id' && typeof value === 'number' ? 0 : value,
  );
}
