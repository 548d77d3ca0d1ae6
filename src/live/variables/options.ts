/**
 * What a variable offers. From grafana/scenes: `metricNamesToVariableValues` and `sortVariableValues` in
 * `variants/query/utils.ts`, `CustomVariable.tsx`.
 */
import { list, object, text } from '../../lint/read/json.ts';

export interface Option {
  readonly value: string;
  /** What the viewer reads. */
  readonly text: string;
}

/** Each once. */
export function distinct(options: readonly Option[]): readonly Option[] {
  const byValue = new Map<string, Option>();
  for (const option of options) if (!byValue.has(option.value)) byValue.set(option.value, option);
  return [...byValue.values()];
}

/**
 * The names that a regular expression lets pass, or what its groups find in them. Groups called `value` and `text` are
 * both; without them the first group is. `''` lets everything pass.
 * @throws SyntaxError where it is none
 */
export function filtered(
  names: readonly string[],
  regex: string,
  applyTo: 'value' | 'text' = 'value',
): readonly Option[] {
  const plain = names.map((name) => ({ value: name, text: name }));
  if (regex === '') return plain;
  const expression = toRegExp(regex);
  return plain.flatMap((option) => found(option, [...matches(option[applyTo], expression)]));
}

function found(option: Option, all: readonly RegExpExecArray[]): readonly Option[] {
  if (all.length === 0) return [];
  const value = all.find(({ groups }) => groups?.['value'])?.groups?.['value'];
  const label = all.find(({ groups }) => groups?.['text'])?.groups?.['text'];
  const either = value ?? label;
  if (either !== undefined) return [{ value: either, text: label ?? either }];
  const first = all.find((match) => match.length > 1);
  if (first === undefined) return [option];
  if (all.length > 1) return all.map(([, group = '']) => ({ value: group, text: group }));
  const [, group = ''] = first;
  return [{ value: group, text: group }];
}

/** With the flag `g` all of them, else the first. */
function* matches(subject: string, expression: RegExp): Generator<RegExpExecArray> {
  expression.lastIndex = 0;
  let match = expression.exec(subject);
  while (match !== null) {
    yield match;
    if (!expression.global || match[0] === '') return;
    match = expression.exec(subject);
  }
}

/** Between slashes with flags, or a text that must match as a whole. */
function toRegExp(written: string): RegExp {
  if (!written.startsWith('/')) return new RegExp(`^${written}$`);
  const [, source, flags] = /^\/(.*?)\/(g?i?m?y?)$/s.exec(written) ?? [];
  if (source === undefined) throw new SyntaxError(`${written} is no regular expression`);
  return new RegExp(source, flags);
}

const natural = new Intl.Collator('en', { sensitivity: 'accent', numeric: true });

/** In the order that Grafana's numbers from 0 to 8 stand for: none, then by letters, numbers, … each up and down. */
export function sorted(options: readonly Option[], order: number): readonly Option[] {
  const comparison = comparisons[Math.ceil(order / 2)];
  if (order <= 0 || comparison === undefined) return options;
  const ascending = options.toSorted(comparison);
  return order % 2 === 1 ? ascending : ascending.toReversed();
}

type Comparison = (a: Option, b: Option) => number;

const comparisons: readonly (Comparison | undefined)[] = [
  undefined,
  by(({ text }) => text),
  by(firstNumber),
  by(({ text }) => text.toLowerCase()),
  (a, b) => natural.compare(a.text, b.text),
];

function by(key: (option: Option) => string | number): Comparison {
  return (a, b) => {
    const [left, right] = [key(a), key(b)];
    return left < right ? -1 : left > right ? 1 : 0;
  };
}

function firstNumber({ text }: Option): number {
  const digits = /\d+/.exec(text)?.[0];
  return digits === undefined ? -1 : Number.parseInt(digits, 10);
}

/** Options that are written out: `1,2`, `one : 1, two : 2`, with `\,` for a comma. */
export function listed(query: string): readonly Option[] {
  return [...query.matchAll(/(?:\\,|[^,])+/g)].map(([part]) => {
    const plain = part.replaceAll('\\,', ',');
    const [, label, value] = /^\s*(.+)\s:\s(.+)$/s.exec(plain) ?? [];
    if (label !== undefined && value !== undefined) return { value: value.trim(), text: label.trim() };
    return { value: plain.trim(), text: plain.trim() };
  });
}

/**
 * Options that are written out as JSON: `[{"text": "one", "value": "1"}]`.
 * @throws SyntaxError where it is no list of objects
 */
export function listedAsJson(query: string): readonly Option[] {
  if (query.trim() === '') return [];
  const parsed: unknown = JSON.parse(query);
  if (!Array.isArray(parsed)) throw new SyntaxError('it is no JSON list of objects');
  return list(parsed)
    .map(object)
    .map(({ value, text: label }) => {
      const own = (typeof value === 'number' ? String(value) : text(value)).trim();
      return { value: own, text: text(label).trim() || own };
    });
}
