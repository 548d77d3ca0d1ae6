import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The file and line in a project's own source where an error was thrown: `dashboards/orders.ts:12`. */
export function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  for (const [, location, line] of error.stack.matchAll(/\(?((?:file:\/\/)?\/[^\s()]+?):(\d+):\d+\)?$/gm)) {
    if (location === undefined || location.includes('/node_modules/')) continue;
    const path = location.startsWith('file:') ? fileURLToPath(location) : location;
    return `${relative(process.cwd(), path)}:${line}`;
  }
  return undefined;
}
