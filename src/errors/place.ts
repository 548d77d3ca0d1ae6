/** Where in the sources of the project an error comes from. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { projectRoot } from '../text/project-root.ts';

/** What users write, first: a mistake there often throws only further down. */
const own = ['dashboards', `src${sep}queries`];

/**
 * The file and line of the project where an error was thrown, or of the dashboard or query that led to it:
 * `dashboards/orders.ts:12`. The stack names compiled files; their source maps are read only now that there is an error.
 */
export function placeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error.stack === undefined) return undefined;
  const frames = [...error.stack.matchAll(/^\s+at .*?((?:file:\/\/)?\/.*?):(\d+):(\d+)\)?$/gm)]
    .map(([, file = '', line, column]) => original(file, Number(line), Number(column)))
    .filter((frame) => frame !== undefined);
  const places = frames.map(({ path, line }) => `${relative(projectRoot, path)}:${line}`);
  return (
    own.map((folder) => places.find((place) => place.startsWith(folder + sep))).find((place) => place) ?? places[0]
  );
}

/** The place in the source, of a place in a compiled file; undefined for what is not the project's own. */
function original(file: string, line: number, column: number): { path: string; line: number } | undefined {
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  if (!path.startsWith(projectRoot) || path.includes(`${sep}node_modules${sep}`)) return undefined;
  try {
    const entry = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8'))).findEntry(line - 1, column - 1);
    if ('originalSource' in entry)
      return { path: resolve(dirname(path), entry.originalSource), line: entry.originalLine + 1 };
  } catch {
    // No map: the place in the compiled file is better than none.
  }
  return { path, line };
}
