import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** One folder for all temporary ones of a run, deleted at its end even where a test process was killed. */
export function setup(): () => void {
  const root = mkdtempSync(join(tmpdir(), 'dashboards-tests-'));
  process.env['DASHBOARDS_TEST_ROOT'] = root;
  return () => rmSync(root, { recursive: true, force: true });
}
