/** What differs between the code and a Grafana, for people and for programs. */
import { differenceLines } from '../../compare/describe.ts';
import { wrapped } from '../../text/wrapped.ts';
import type { Compared } from '../diff.ts';
import type { ServerFacts } from '../grafana.ts';
import type { PlaceOf } from '../where-defined.ts';
import { differs, json, serverJson } from './plan-json.ts';
import { count, rootFolder } from './words.ts';

export function isAllSame(entries: readonly Compared[]): boolean {
  return entries.every(({ kind }) => kind === 'same');
}

export interface DiffTextOptions {
  readonly width?: number | undefined;
  readonly placeOf: PlaceOf;
}

export function diffText(
  entries: readonly Compared[],
  { width = Number.POSITIVE_INFINITY, placeOf }: DiffTextOptions,
): string {
  const different = entries.filter(({ kind }) => kind !== 'same');
  const lines = [
    ...(different.length === 0 ? [] : [...wrapped('From what Grafana has, to what the code says:', 0, width), '']),
    ...different.flatMap((entry) => [
      ...wrapped(`${entry.dashboard.title} (${entry.dashboard.uid}, ${entry.dashboard.file})`, 0, width),
      ...bodyOf(entry, placeOf, width).flatMap((line) => {
        const text = line.trimStart();
        return wrapped(text, 2 + line.length - text.length, width);
      }),
      '',
    ]),
    ...wrapped(
      different.length === 0
        ? `No difference in ${count(entries.length, 'dashboard')}`
        : `${different.length} of ${count(entries.length, 'dashboard')} ${different.length === 1 ? 'differs' : 'differ'}`,
      0,
      width,
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function bodyOf(entry: Compared, placeOf: PlaceOf, width: number): readonly string[] {
  switch (entry.kind) {
    case 'same':
      return [];
    case 'missing':
      return ['not in Grafana; dashboards push creates it'];
    case 'unreadable':
      return [entry.reason];
    case 'different':
      return [
        ...(entry.storedIn === undefined
          ? []
          : [`folder: ${entry.storedIn.folderUid ?? rootFolder} → ${entry.dashboard.folderUid ?? rootFolder}`]),
        ...differenceLines(entry.difference, {
          placeOf: (id) => placeOf(id, entry.dashboard.file),
          width: Number.isFinite(width) ? width - 2 : undefined,
        }),
      ];
  }
}

export function diffJson(entries: readonly Compared[], facts: ServerFacts, placeOf: PlaceOf): string {
  return json({
    ok: isAllSame(entries),
    server: serverJson(facts),
    dashboards: entries.map((entry) => {
      const { uid, title, folderUid, file } = entry.dashboard;
      return {
        state: entry.kind,
        uid,
        title,
        folder: folderUid ?? null,
        file,
        ...(entry.kind !== 'different'
          ? {}
          : {
              ...(entry.storedIn === undefined ? {} : { storedIn: entry.storedIn.folderUid ?? null }),
              ...differs(entry.difference, file, placeOf),
            }),
      };
    }),
  });
}
