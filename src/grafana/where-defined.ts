/**
 * Where in the sources of the project a panel is defined. A build keeps nothing of it: a panel's id is the hash of its
 * key, so the texts of the sources are hashed when somebody asks.
 */
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, posix, sep } from 'node:path';
import { panelId, rowKey, runbookKey } from '../identity/ids.ts';
import { projectRoot } from '../text/project-root.ts';
import { filledIn, textsOf, type SourceText } from './source-texts.ts';

/**
 * File and line, `dashboards/panels/orders.ts:42`; undefined for a panel that the sources do not have, or have in several
 * places. Panels and rows of two dashboards may have one key, and then have one id; `dashboardFile` tells them apart.
 */
export type PlaceOf = (panelId: number, dashboardFile?: string) => string | undefined;

interface Place {
  readonly file: string;
  readonly line: number;
  /** How likely it is a mention and not the definition: 0 is surely the definition. */
  readonly doubt: number;
}

/** Reads the sources of the project in a folder, each once; where they are missing, no panel has a place. */
export async function panelPlaces(root: string = projectRoot): Promise<PlaceOf> {
  const texts = [...(await textsBelow(root, 'dashboards')), ...(await textsBelow(root, 'src'))];
  const places = new Map<number, Place[]>();
  const add = (key: string, place: Place): void => {
    const id = panelId(key);
    const others = places.get(id);
    if (others === undefined) places.set(id, [place]);
    else others.push(place);
  };
  for (const path of await filesBelow(root, 'docs/runbooks', '.md')) {
    add(runbookKey(posix.basename(path, '.md')), { file: path, line: 1, doubt: 0 });
  }
  for (const { file, line, text, before } of texts) {
    const further = file.startsWith('dashboards/') ? 0 : 2;
    add(text, { file, line, doubt: further + (isKey(before) ? 0 : 1) });
    add(rowKey(text), { file, line, doubt: further + (/\b(?:row\(|title:)\s*$/.test(before) ? 0 : 1) });
  }
  for (const template of texts.filter(({ kind, before }) => kind === 'template' && isKey(before))) {
    for (const key of filledIn(template, texts)) add(key, { file: template.file, line: template.line, doubt: 4 });
  }
  const imported = importsOf(texts);
  return (id, dashboardFile) => {
    const found = places.get(id) ?? [];
    const surest = found.filter(({ doubt }) => doubt === Math.min(...found.map((place) => place.doubt)));
    const near = [
      surest.filter(({ file }) => file === dashboardFile),
      surest.filter(({ file }) => imported.get(dashboardFile ?? '')?.has(file) === true),
      surest,
    ].find((some) => some.length > 0);
    const [place] = near ?? [];
    const isOne = new Set(near?.map(({ file }) => file)).size === 1;
    return place === undefined || !isOne ? undefined : `${place.file}:${place.line}`;
  };
}

function isKey(before: string): boolean {
  return /\bkey:\s*$/.test(before);
}

/** What each file imports of the project. */
function importsOf(texts: readonly SourceText[]): ReadonlyMap<string, ReadonlySet<string>> {
  const imports = new Map<string, Set<string>>();
  for (const { file, text, before } of texts) {
    if (!/\bfrom\s*$/.test(before) || !text.startsWith('.')) continue;
    const some = imports.get(file) ?? new Set();
    imports.set(file, some.add(posix.join(dirname(file), text)));
  }
  return imports;
}

async function textsBelow(root: string, folder: string): Promise<readonly SourceText[]> {
  const files = await filesBelow(root, folder, '.ts');
  const texts = await Promise.all(
    files.map(async (file) => [...textsOf(file, await readFile(join(root, file), 'utf8').catch(() => ''))]),
  );
  return texts.flat();
}

/** Paths from the root, with slashes, in their order. */
async function filesBelow(root: string, folder: string, ending: string): Promise<readonly string[]> {
  const names = await readdir(join(root, folder), { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name.split(sep).join('/')}`)
    .toSorted();
}
