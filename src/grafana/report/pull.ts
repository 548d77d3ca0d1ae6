/** What was pulled, for people and for programs. */
import { summary } from '../../compare/describe.ts';
import { isSame } from '../../compare/difference.ts';
import { wrapped } from '../../text/wrapped.ts';
import type { ServerFacts } from '../grafana.ts';
import type { Pulled } from '../pull.ts';
import { stateOf } from '../status.ts';
import type { PlaceOf } from '../where-defined.ts';
import { differs, json, serverJson } from './plan-json.ts';
import { differenceOf } from './plan-rows.ts';
import type { TextOptions } from './plan-text.ts';
import { table, type Row } from './table.ts';
import { count, editedBy } from './words.ts';

/** Whether each was written that Grafana has. */
export function isAllPulled(entries: readonly Pulled[]): boolean {
  return entries.every(({ result: { kind } }) => kind === 'pulled' || kind === 'missing');
}

/** Whether somebody edited it in Grafana, so that something is to be brought back. */
export function isEdited({ edited }: Pulled): boolean {
  return edited !== undefined && !isSame(edited);
}

export function pullText(entries: readonly Pulled[], options: TextOptions = {}): string {
  const { width = Number.POSITIVE_INFINITY, placeOf = () => undefined, flags = '' } = options;
  const rows = entries.map((entry) => pullRow(entry, placeOf, width));
  const number = (kind: Pulled['result']['kind']): number =>
    entries.filter(({ result }) => result.kind === kind).length;
  const left = number('refused') + number('unreadable') + number('hidden');
  const edited = entries.filter(isEdited).length;
  const counts = [
    `${count(number('pulled'), 'dashboard')} pulled`,
    ...(edited === 0 ? [] : [`${edited} edited in Grafana`]),
    ...(left === 0 ? [] : [`${left} not written`]),
    ...(number('missing') === 0 ? [] : [`${number('missing')} not in Grafana`]),
  ].join(', ');
  const next = `Next: edit the lines that are named above; dashboards status${flags} says "in step" or "code ahead" when it is done.`;
  return `${[
    ...table(rows, width),
    ...(rows.length === 0 ? [] : ['']),
    ...wrapped(counts, 0, width),
    ...(edited === 0 ? [] : wrapped(next, 0, width)),
  ].join('\n')}\n`;
}

function pullRow({ title, step, edited, result }: Pulled, placeOf: PlaceOf, width: number): Row {
  const base = (sign: string, what: string, file = '', details: readonly string[] = []): Row => ({
    sign,
    title,
    folder: '',
    what,
    file,
    details,
  });
  switch (result.kind) {
    case 'missing':
      return base('·', 'not in Grafana');
    case 'unreadable':
      return base('!', 'Grafana keeps it as a v2 dashboard, which this program does not read');
    case 'hidden':
      return base('!', 'Grafana has it, and these credentials may not see it (403)');
    case 'refused':
      return base('!', 'not written', '', [result.reason, 'Next: move it away, or name another folder with --out.']);
    case 'pulled': {
      const { path } = result.file;
      if (step === undefined) return base('+', '', path);
      if (edited === undefined) return base(step.kind === 'leave' ? '=' : '~', stateOf(step), path);
      const who = step.kind === 'conflict' ? editedBy(step.edits) : undefined;
      const difference = { placeOf, width, most: Number.POSITIVE_INFINITY };
      return base('!', `${stateOf(step)}${isSame(edited) ? '' : `; ${summary(edited)}`}`, path, [
        ...(who === undefined ? [] : [`by ${who}`]),
        ...differenceOf(edited, step.dashboard.file, difference),
      ]);
    }
  }
}

export function pullJson(entries: readonly Pulled[], facts: ServerFacts, placeOf: PlaceOf): string {
  return json({
    ok: isAllPulled(entries),
    server: serverJson(facts),
    dashboards: entries.map(({ uid, title, step, edited, result }) => ({
      result: result.kind,
      uid,
      title,
      source: step?.dashboard.file ?? null,
      state: step === undefined ? null : stateOf(step),
      ...(result.kind === 'pulled' ? { file: result.file.path, was: result.file.was } : {}),
      ...(result.kind === 'refused' ? { reason: result.reason } : {}),
      ...(step?.kind === 'conflict' ? { edits: step.edits } : {}),
      ...(step === undefined || edited === undefined ? {} : differs(edited, step.dashboard.file, placeOf)),
    })),
  });
}
