/**
 * Reads what a `/metrics` page answers: Prometheus's text format and OpenMetrics.
 * Source: https://prometheus.io/docs/instrumenting/exposition_formats/ and the OpenMetrics 1.0 specification.
 */
import { UserError } from '../errors/user-error.ts';

export type ExpositionType =
  'counter' | 'gauge' | 'histogram' | 'summary' | 'untyped' | 'info' | 'stateset' | 'gaugehistogram';

export interface ExpositionSeries {
  /** What follows the family's name: nothing, `_bucket`, `_sum`, `_count`, `_created`. */
  readonly suffix: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ExpositionFamily {
  /** As Prometheus stores it: an OpenMetrics counter has its `_total`, an info its `_info`. */
  readonly name: string;
  /** `untyped` also where the page calls it `unknown` or says nothing. */
  readonly type: ExpositionType;
  readonly series: readonly ExpositionSeries[];
}

interface Draft {
  readonly name: string;
  readonly type: ExpositionType;
  readonly series: ExpositionSeries[];
}

const types: ReadonlyMap<string, ExpositionType> = new Map([
  ['counter', 'counter'],
  ['gauge', 'gauge'],
  ['histogram', 'histogram'],
  ['summary', 'summary'],
  ['untyped', 'untyped'],
  ['unknown', 'untyped'],
  ['info', 'info'],
  ['stateset', 'stateset'],
  ['gaugehistogram', 'gaugehistogram'],
]);

/** Suffixes that belong to a family's samples, by its type. */
const suffixes: Readonly<Record<ExpositionType, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  summary: ['_sum', '_count', '_created'],
  untyped: [],
  info: ['_info'],
  stateset: [],
  gaugehistogram: ['_bucket', '_gsum', '_gcount'],
};

/** What a page says, in its order. */
export interface ExpositionPage {
  /** Those without a sample included. */
  readonly families: readonly ExpositionFamily[];
  /** Help texts by the name of the family. */
  readonly helps: ReadonlyMap<string, string>;
  /** Series that stand on the page twice, and not at two times: Prometheus keeps one and warns of each scrape. */
  readonly duplicates: readonly DuplicateSeries[];
}

export interface DuplicateSeries {
  /** The name of the family. */
  readonly family: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The line of the second one. */
  readonly line: number;
}

interface Reading {
  readonly drafts: Map<string, Draft>;
  readonly helps: Map<string, string>;
  readonly seen: Set<string>;
  readonly duplicates: { readonly draft: Draft; readonly labels: Labels; readonly line: number }[];
}

type Labels = Readonly<Record<string, string>>;

/** The families of a page, in its order, those without a sample included. Throws a {@link UserError} with the line. */
export function parseExposition(text: string): readonly ExpositionFamily[] {
  return parsePage(text).families;
}

/** A page with all that it says. Throws a {@link UserError} with the line where it is none. */
export function parsePage(text: string): ExpositionPage {
  const reading: Reading = { drafts: new Map(), helps: new Map(), seen: new Set(), duplicates: [] };
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '# EOF') break;
    if (line.startsWith('#')) declare(reading, line, index + 1);
    else if (line !== '') addSample(reading, line, index + 1);
  }
  const finished = new Map([...reading.drafts.values()].map((draft) => [draft, finish(draft)]));
  const helpOf = ([draft, { name }]: readonly [Draft, ExpositionFamily]): readonly (readonly [string, string])[] => {
    const help = reading.helps.get(draft.name);
    return help === undefined ? [] : [[name, help]];
  };
  return {
    families: [...finished.values()],
    helps: new Map([...finished].flatMap((pair) => helpOf(pair))),
    duplicates: reading.duplicates.map(({ draft, labels, line }) => ({
      family: finished.get(draft)?.name ?? draft.name,
      labels,
      line,
    })),
  };
}

/** A name that is no identifier stands in quotes (Prometheus 3). */
const declaration = /^#\s+(TYPE|HELP)\s+(?:"((?:[^"\\]|\\.)*)"|(\S+))[ \t]*(.*)$/su;

function declare({ drafts, helps }: Reading, line: string, at: number): void {
  const [whole, keyword, quoted, bare = '', text = ''] = declaration.exec(line) ?? [];
  if (whole === undefined && /^#\s+TYPE\b/u.test(line)) throw invalid(at, `unknown type in "${line}"`);
  if (whole === undefined) return;
  const name = quoted === undefined ? bare : unescape(quoted);
  if (keyword === 'HELP') {
    helps.set(name, unescape(text));
    return;
  }
  const type = types.get(text.split(/\s/u, 1)[0] ?? '');
  if (type === undefined) throw invalid(at, `unknown type in "${line}"`);
  const other = drafts.get(name);
  if (other === undefined) {
    drafts.set(name, { name, type, series: [] });
    return;
  }
  const key = `${name}_total`;
  if (drafts.has(key) || (type === 'counter') === (other.type === 'counter')) {
    throw invalid(at, `${name} is declared twice, or after its first sample`);
  }
  // In OpenMetrics a counter is declared without its `_total`: Go's client does so beside a gauge of that name.
  drafts.set(name, type === 'counter' ? other : { name, type, series: [] });
  drafts.set(
    key,
    type === 'counter'
      ? { name: key, type, series: [] }
      : { ...other, name: key, series: other.series.map((one) => ({ ...one, suffix: '' })) },
  );
}

const sampleName = /^[a-zA-Z_:][a-zA-Z0-9_:]*/u;

/** `{"a.name"` or `{"a.name", x="1"`: what stands before the labels. */
const quotedName = /^\{\s*"((?:[^"\\]|\\.)*)"\s*(?:,|(?=\}))/u;

function addSample({ drafts, seen, duplicates }: Reading, line: string, at: number): void {
  const quoted = quotedName.exec(line);
  const name = quoted === null ? sampleName.exec(line)?.[0] : unescape(quoted[1] ?? '');
  if (name === undefined) throw invalid(at, `no metric name at the start of "${line}"`);
  const labelled = quoted === null ? line.slice(name.length).trimStart() : `{${line.slice(quoted[0].length)}`;
  const { labels, rest } = readLabels(labelled, at);
  // An exemplar follows ` # `; what is between the value and it is a timestamp.
  const [value, timestamp, ...more] = (rest.split(' # ', 1)[0] ?? '').trim().split(/\s+/u);
  if (more.length > 0 || (timestamp !== undefined && Number.isNaN(Number(timestamp)))) {
    throw invalid(at, `"${rest}" is not a value with an optional timestamp`);
  }
  const { draft, suffix } = familyOf(drafts, name);
  draft.series.push({ suffix, labels, value: numberOf(value ?? '', at) });
  const identity = JSON.stringify([name, timestamp, ...Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))]);
  if (seen.has(identity)) duplicates.push({ draft, labels, line: at });
  seen.add(identity);
}

function familyOf(drafts: Map<string, Draft>, name: string): { readonly draft: Draft; readonly suffix: string } {
  const own = drafts.get(name);
  if (own !== undefined) return { draft: own, suffix: '' };
  for (const suffix of ['_bucket', '_sum', '_count', '_total', '_created', '_info', '_gsum', '_gcount']) {
    const draft = name.endsWith(suffix) ? drafts.get(name.slice(0, -suffix.length)) : undefined;
    if (draft !== undefined && suffixes[draft.type].includes(suffix)) return { draft, suffix };
  }
  const draft: Draft = { name, type: 'untyped', series: [] };
  drafts.set(name, draft);
  return { draft, suffix: '' };
}

/** OpenMetrics declares a counter without `_total` and an info without `_info`; Prometheus stores them with. */
function finish(draft: Draft): ExpositionFamily {
  const stored = draft.type === 'counter' ? '_total' : '_info';
  if (!draft.series.some((series) => series.suffix === stored)) return draft;
  const series = draft.series.map((one) => (one.suffix === stored ? { ...one, suffix: '' } : one));
  return { name: draft.name + stored, type: draft.type, series };
}

const label = /^\s*(?:([a-zA-Z_][a-zA-Z0-9_]*)|"((?:[^"\\]|\\.)*)")\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/u;

interface Labelled {
  readonly labels: Labels;
  readonly rest: string;
}

function readLabels(text: string, at: number): Labelled {
  if (!text.startsWith('{')) return { labels: {}, rest: text };
  const labels = new Map<string, string>();
  let rest = text.slice(1);
  while (!rest.trimStart().startsWith('}')) {
    const [whole, bare, quoted = '', value] = label.exec(rest) ?? [];
    if (whole === undefined || value === undefined) throw invalid(at, `no label="value" at "${rest}"`);
    const name = bare ?? unescape(quoted);
    if (labels.has(name)) throw invalid(at, `the label ${name} comes twice`);
    labels.set(name, unescape(value));
    rest = rest.slice(whole.length);
  }
  return { labels: Object.fromEntries(labels), rest: rest.trimStart().slice(1) };
}

function unescape(value: string): string {
  if (!value.includes('\\')) return value;
  return value.replaceAll(/\\(.)/gu, (whole, escaped: string) => {
    if (escaped === 'n') return '\n';
    return escaped === '"' || escaped === '\\' ? escaped : whole;
  });
}

const special: ReadonlyMap<string, number> = new Map([
  ['+inf', Infinity],
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
]);

function numberOf(text: string, at: number): number {
  const named = special.get(text.toLowerCase());
  if (named !== undefined) return named;
  const value = Number(text);
  if (text === '' || Number.isNaN(value)) throw invalid(at, `"${text}" is not a value`);
  return value;
}

/** A page may hold anything: what moves the cursor of a terminal is left out, and a long line is cut. */
function shown(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
  return plain.length <= shownAtMost ? plain : `${plain.slice(0, shownAtMost)}…`;
}

const shownAtMost = 160;

function invalid(line: number, what: string): UserError {
  const problem = shown(what);
  return new UserError(`The metrics page cannot be read: line ${line}: ${problem}.`, {
    details: [`line ${line}: ${problem}`],
    next: 'Check that the address answers Prometheus text format, usually at /metrics.',
  });
}
