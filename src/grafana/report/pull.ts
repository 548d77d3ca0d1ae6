/** What was pulled, for people and for programs. */
import { summary } from '../../compare/describe.ts';
import { isSame } from '../../compare/difference.ts';
import { wrapped } from '../../text/wrapped.ts';
import type { ServerFacts } from '../grafana.ts';
import type { Pulled } from '../pull.ts';
import type { PlaceOf } from '../where-defined.ts';
import { differs, json, serverJson } from './plan-json.ts';
import { differenceOf } from './plan-rows.ts';
import type { TextOptions } from './plan-text.ts';
import { table, type Row } from './table.ts';
import { count } from './words.ts';

/** Whether each was written that Grafana has. */
export function isAllPulled(entries: readonly Pulled[]): boolean {
  return entries.every(({ kind }) => kind === 'pulled' || kind === 'missing');
}

export function pullText(entries: readonly Pulled[], options: TextOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, placeOf = () => undefined, flags = '' } = options;
  const rows = entries.map((entry) => pullRow(entry, placeOf, width));
  const written = entries.filter(({ kind }) => kind === 'pulled').length;
  const edited = entries.filter(isEdited).length;
  const missing = entries.filter(({ kind }) => kind === 'missing').length;
  const left = entries.length - written - missing;
  const lines = [
    ...table(rows, width),
    ...(rows.length === 0 ? [] : ['']),
    ...wrapped(
      [
        `${count(written, 'dashboard')} pulled`,
        ...(left === 0 ? [] : [`${left} not written`]),
        ...(missing === 0 ? [] : [`${missing} not in Grafana`]),
        ...(edited === 0 ? [] : [`${edited} ${edited === 1 ? 'differs' : 'differ'} from the code`]),
      ].join(', '),
      0,
      width,
    ),
    ...(edited === 0
      ? []
      : wrapped(
          `Next: edit the lines that are named above; dashboards diff${flags} shows nothing when it is done.`,
          0,
          width,
        )),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether Grafana has something else than the code. */
export function isEdited(entry: Pulled): boolean {
  return entry.kind === 'pulled' && entry.difference !== undefined && !isSame(entry.difference);
}

function pullRow(entry: Pulled, placeOf: PlaceOf, width: number): Row {
  const base = (sign: string, what: string, file: string, details: readonly string[] = []): Row => ({
    sign,
    title: entry.title,
    folder: '',
    what,
    file,
    details,
  });
  switch (entry.kind) {
    case 'missing':
      return base('·', 'not in Grafana', '');
    case 'unreadable':
      return base('!', 'Grafana keeps it as a v2 dashboard, which this program does not read', '');
    case 'refused':
      return base('!', 'not written', '', [entry.reason, 'Next: move it away, or name another folder with --out.']);
    case 'pulled': {
      const { difference, dashboard } = entry;
      const { path } = entry.file;
      if (difference === undefined || dashboard === undefined) return base('+', '', path);
      if (isSame(difference)) return base('=', 'as in the code', path);
      const most = Number.POSITIVE_INFINITY;
      return base(
        '~',
        `${summary(difference)}, against ${dashboard.file}`,
        path,
        differenceOf(difference, dashboard.file, { placeOf, most, width }),
      );
    }
  }
}

export function pullJson(entries: readonly Pulled[], facts: ServerFacts, placeOf: PlaceOf): string {
  return json({
    ok: isAllPulled(entries),
    server: serverJson(facts),
    dashboards: entries.map((entry) => ({
      state: entry.kind,
      uid: entry.uid,
      title: entry.title,
      source: entry.dashboard?.file ?? null,
      ...(entry.kind === 'pulled' ? { file: entry.file.path, was: entry.file.was } : {}),
      ...(entry.kind === 'pulled' && entry.difference !== undefined
        ? differs(entry.difference, entry.dashboard?.file ?? '', placeOf)
        : {}),
      ...(entry.kind === 'refused' ? { reason: entry.reason } : {}),
    })),
  });
}
