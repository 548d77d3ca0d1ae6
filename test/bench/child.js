/** One measurement in a process of its own, so that its peak of memory is its own: `child.js floor|pipeline|rebuild|lint|same COUNT`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sides = {
  floor: async (count, out) => (await import('./floor.js')).floor(count, out),
  pipeline: async (count, out) => (await import('./pipeline.js')).pipeline(count, out, root),
  rebuild: async (count, out) => (await import('./pipeline.js')).rebuild(count, out, root),
  lint: async (count, out) => (await import('./lint.js')).lint(count, out, root),
  same: async (_, out) => (await import('./same.js')).refuseDifference(out, root),
};

const [side, count] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'dashboards-bench-'));
try {
  const result = await sides[side](Number(count), join(folder, 'out'));
  process.stdout.write(JSON.stringify({ ...result, peak: process.resourceUsage().maxRSS * 1024 }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
