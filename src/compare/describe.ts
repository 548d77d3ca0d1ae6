/** A difference in words, for a terminal, and as JSON. */
import { printable } from '../text/wrapped.ts';
import type { Difference, NamedChange, PanelChange, PropertyChange } from './difference.ts';
import { shortenedPair } from './shortened.ts';

export { summary } from './summary.ts';

/** The file and line that defines a panel of ours, by its id. */
export type PlaceOf = (panelId: number) => string | undefined;

/** Columns, unless another width is asked for. */
const usual = 80;
/** Narrower than this a line says nothing. */
const least = 30;

export interface DescribeOptions {
  readonly placeOf?: PlaceOf | undefined;
  /** Columns that a line may have, as far as titles and paths allow; 80 unless given. */
  readonly width?: number | undefined;
}

const signs = { added: '+', removed: '-', changed: '~' } as const;

/** A line for each panel, variable and annotation, and below it one or three for each of its properties. */
export function differenceLines(
  { panels, variables, annotations, properties }: Difference,
  { placeOf, width: given = usual }: DescribeOptions = {},
): readonly string[] {
  const width = Math.max(least, given);
  return [
    ...properties.flatMap((change) => propertyLines(change, 0, '~ ', width)),
    ...variables.flatMap((change) => namedLines('variable', change, width)),
    ...annotations.flatMap((change) => namedLines('annotation', change, width)),
    ...panels.flatMap((change) => panelLines(change, placeOf, width)),
  ];
}

function namedLines(what: string, { kind, name, properties }: NamedChange, width: number): readonly string[] {
  return [
    `${signs[kind]} ${what} ${printable(name)}${kind === 'changed' ? '' : ` ${kind}`}`,
    ...properties.flatMap((change) => propertyLines(change, 4, '', width)),
  ];
}

function panelLines(change: PanelChange, placeOf: PlaceOf | undefined, width: number): readonly string[] {
  const { kind, panel, row } = change;
  const name = panel.title === '' ? `panel ${panel.id ?? 'without a title'}` : panel.title;
  const what = panel.type === 'row' ? `row "${name}"` : `"${name}" (${panel.type})`;
  const where = row === undefined || row === '' ? '' : ` in "${row}"`;
  const place = panel.id === undefined ? undefined : placeOf?.(panel.id);
  const line = printable(`${signs[kind]} ${what}${where}${outcome(change)}`);
  return [
    ...(place === undefined ? [line] : beside(line, printable(place), width)),
    ...(kind === 'changed' ? change.properties.flatMap((property) => propertyLines(property, 4, '', width)) : []),
  ];
}

function outcome(change: PanelChange): string {
  if (change.kind !== 'changed') return ` ${change.kind}`;
  return change.moved ? ' moved' : '';
}

/** The place stands at the end of the line, or on a line of its own where that would be too long. */
function beside(line: string, place: string, width: number): readonly string[] {
  const whole = `${line}  ${place}`;
  return whole.length <= width ? [whole] : [line, `    ${place}`];
}

function propertyLines(
  { path, before, after }: PropertyChange,
  indent: number,
  sign: string,
  width: number,
): readonly string[] {
  const margin = ' '.repeat(indent);
  const start = printable(`${margin}${sign}${path}:`);
  const [then, now] = [shown(before), shown(after)];
  const line = `${start} ${then} → ${now}`;
  if (line.length <= width) return [line];
  const [cutThen, cutNow] = shortenedPair(then, now, width - indent - 4);
  return [start, `${margin}  - ${cutThen}`, `${margin}  + ${cutNow}`];
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  return printable(typeof value === 'string' && value !== '' && !value.startsWith('(') ? value : JSON.stringify(value));
}

interface PropertyJson {
  readonly path: string;
  /** Null where it is not there: JSON of a normalised dashboard has none. */
  readonly before: unknown;
  readonly after: unknown;
}

interface NamedJson {
  readonly change: 'added' | 'removed' | 'changed';
  readonly name: string;
  readonly properties: readonly PropertyJson[];
}

interface PanelJson {
  readonly change: 'added' | 'removed' | 'changed';
  readonly id: number | null;
  readonly title: string;
  readonly type: string;
  /** The title of the row that it is in. */
  readonly row: string | null;
  readonly moved: boolean;
  readonly properties: readonly PropertyJson[];
  /** The file and line that defines it. */
  readonly place: string | null;
}

export interface DifferenceJson {
  readonly panels: readonly PanelJson[];
  readonly variables: readonly NamedJson[];
  readonly annotations: readonly NamedJson[];
  readonly properties: readonly PropertyJson[];
}

/** What commands print with `--json`: docs/json-output.md. Each key is always there. */
export function differenceJson(
  { panels, variables, annotations, properties }: Difference,
  placeOf?: PlaceOf,
): DifferenceJson {
  return {
    panels: panels.map((change) => ({
      change: change.kind,
      id: change.panel.id ?? null,
      title: change.panel.title,
      type: change.panel.type,
      row: change.row ?? null,
      moved: change.kind === 'changed' && change.moved,
      properties: change.kind === 'changed' ? change.properties.map(propertyJson) : [],
      place: (change.panel.id === undefined ? undefined : placeOf?.(change.panel.id)) ?? null,
    })),
    variables: variables.map(namedJson),
    annotations: annotations.map(namedJson),
    properties: properties.map(propertyJson),
  };
}

function namedJson({ kind, name, properties }: NamedChange): NamedJson {
  return { change: kind, name, properties: properties.map(propertyJson) };
}

function propertyJson({ path, before, after }: PropertyChange): PropertyJson {
  return { path, before: before ?? null, after: after ?? null };
}
