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

/** The families of a page, in its order, those without a sample included. Throws a {@link UserError} with the line. */
export function parseExposition(text: string): readonly ExpositionFamily[] {
  const drafts = new Map<string, Draft>();
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim();
    if (line === '# EOF') break;
    if (line.startsWith('#')) declare(drafts, line, index + 1);
    else if (line !== '') addSample(drafts, line, index + 1);
  }
  return [...drafts.values()].map((draft) => finish(draft));
}

function declare(drafts: Map<string, Draft>, line: string, at: number): void {
  const [, keyword, name, word] = line.split(/\s+/u);
  if (keyword !== 'TYPE') return;
  const type = types.get(word ?? '');
  if (name === undefined || type === undefined) throw invalid(at, `unknown type in "${line}"`);
  if (drafts.has(name)) throw invalid(at, `${name} is declared twice, or after its first sample`);
  drafts.set(name, { name, type, series: [] });
}

const sampleName = /^[a-zA-Z_:][a-zA-Z0-9_:]*/u;

function addSample(drafts: Map<string, Draft>, line: string, at: number): void {
  const name = sampleName.exec(line)?.[0];
  if (name === undefined) throw invalid(at, `no metric name at the start of "${line}"`);
  const { labels, rest } = readLabels(line.slice(name.length).trimStart(), at);
  // An exemplar follows ` # `; what is between the value and it is a timestamp.
  const [value, timestamp, ...more] = (rest.split(' # ', 1)[0] ?? '').trim().split(/\s+/u);
  if (more.length > 0 || (timestamp !== undefined && Number.isNaN(Number(timestamp)))) {
    throw invalid(at, `"${rest}" is not a value with an optional timestamp`);
  }
  const { draft, suffix } = familyOf(drafts, name);
  draft.series.push({ suffix, labels, value: numberOf(value ?? '', at) });
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

const label = /^\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\]|\\.)*)"\s*(,|(?=\}))/u;

interface Labelled {
  readonly labels: Readonly<Record<string, string>>;
  readonly rest: string;
}

function readLabels(text: string, at: number): Labelled {
  if (!text.startsWith('{')) return { labels: {}, rest: text };
  const labels = new Map<string, string>();
  let rest = text.slice(1);
  while (!rest.trimStart().startsWith('}')) {
    const match = label.exec(rest);
    const [whole, name, value] = match ?? [];
    if (whole === undefined || name === undefined || value === undefined) {
      throw invalid(at, `no label="value" at "${rest}"`);
    }
    if (labels.has(name)) throw invalid(at, `the label ${name} comes twice`);
    labels.set(name, unescape(value));
    rest = rest.slice(whole.length);
  }
  return { labels: Object.fromEntries(labels), rest: rest.trimStart().slice(1) };
}

function unescape(value: string): string {
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

function invalid(line: number, problem: string): UserError {
  return new UserError(`The metrics page cannot be read: line ${line}: ${problem}.`, {
    details: [`line ${line}: ${problem}`],
    next: 'Check that the address answers Prometheus text format, usually at /metrics.',
  });
}
