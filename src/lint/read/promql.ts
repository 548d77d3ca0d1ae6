/** Reads PromQL as the catalogue knows it. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { children, selectors, type Node, type SelectorNode } from '../../promql/ast.ts';
import { inspect, type Inspection, type Problem, type Suggest } from '../../promql/check.ts';
import { parse } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';
import { nearest, orNearest } from '../../text/nearest.ts';
import { namesAsked } from '../promql/names.ts';
import type { PromQL } from '../subject.ts';
import { parseOnceChosen } from './stand-ins.ts';

export class PromqlReader {
  readonly #catalogue: Catalogue;
  /** What variables and annotations ask is the same in most dashboards. */
  readonly #shared = new Map<string, PromQL>();
  /** The name that an unknown one means; the same unknown names come again and again. */
  readonly #meant = new Map<string, string | undefined>();
  /** Whether any name of the catalogue fits a pattern. */
  readonly #fits = new Map<string, boolean>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  /** Reads the query of a panel, which asks at least one metric of the catalogue. */
  read(text: string): PromQL {
    return this.#parsed(text, (node, inspection) => {
      const problems = this.#problems(inspection);
      const isFine = asksSomething(node, inspection) || problems.some(({ kind }) => kind === 'unknown-metric');
      return isFine ? problems : [...problems, readsNothing];
    });
  }

  #parsed(text: string, problemsOf: (node: Node, inspection: Inspection) => readonly Problem[]): PromQL {
    try {
      const node = parse(text, (name) => this.#catalogue.lookup(name)?.series);
      return { text, node, error: undefined, problems: problemsOf(node, inspect(node, this.#suggest)) };
    } catch (error) {
      // A text with thousands of brackets exhausts the stack.
      if (error instanceof RangeError) return { text, node: undefined, error: 'it is nested too deeply', problems: [] };
      if (!(error instanceof PromqlSyntaxError)) throw error;
      const read = { text, node: undefined, error: undefined, problems: [] };
      if (error.unsupported) return read;
      const onceChosen = parseOnceChosen(text);
      return onceChosen === undefined ? { ...read, error: error.message } : { ...read, onceChosen };
    }
  }

  /** Reads what `label_values` asks: series, and the label of theirs that is wanted. */
  readSeries(text: string, label: string): PromQL {
    const key = `${text}, ${label}`;
    const known = this.#shared.get(key);
    if (known !== undefined) return known;
    const read = this.readShared(text);
    const wanted = read.node === undefined ? [] : this.#unknownLabel(label, read.node);
    const both = { ...read, problems: [...read.problems, ...wanted] };
    this.#shared.set(key, both);
    return both;
  }

  /** Reads a text that other dashboards are likely to have as well. */
  readShared(text: string): PromQL {
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    const shared = this.#parsed(text, (_, inspection) => this.#problems(inspection));
    this.#shared.set(text, shared);
    return shared;
  }

  /** A query that was built by the typed functions, so that the compiler has checked it. */
  typed(text: string, node: Node): PromQL {
    return { text, node, error: undefined, problems: [] };
  }

  /** What does not fit the catalogue. However many of its metrics are unknown, they are told as one problem. */
  #problems({ problems, nameless }: Inspection): readonly Problem[] {
    if (nameless.length === 0 && problems.length === 0) return problems;
    const unknown = new Set([
      ...problems.flatMap(({ kind, series }) => (kind === 'unknown-metric' && series !== undefined ? [series] : [])),
      ...nameless.flatMap((series) => this.#unknownNames(series)),
    ]);
    return [
      ...(unknown.size === 0 ? [] : [this.#unknownMetrics([...unknown])]),
      ...problems.filter(({ kind }) => kind !== 'unknown-metric'),
      ...nameless.flatMap((series) => this.#unknownLabels(series)),
    ];
  }

  /** What the names in `{__name__=~"a|b_.*"}` are that the catalogue does not have: `a`, or any that fits `b_.*`. */
  #unknownNames(series: SelectorNode): readonly string[] {
    const asked = namesAsked(series);
    if (asked.kind !== 'names') return [];
    return [
      ...asked.names.filter((name) => this.#catalogue.lookup(name) === undefined),
      ...asked.patterns.filter((pattern) => !this.#fitsAny(pattern)),
    ];
  }

  #fitsAny(pattern: string): boolean {
    const known = this.#fits.get(pattern);
    if (known !== undefined) return known;
    const whole = new RegExp(`^(?:${pattern})$`);
    const fits = this.#catalogue.names().some((name) => whole.test(name));
    this.#fits.set(pattern, fits);
    return fits;
  }

  #unknownMetrics(names: readonly string[]): Problem {
    const [first = '', second] = names;
    if (second === undefined) {
      const text = isName.test(first)
        ? `${first} is not in the catalogue${orNearest(this.#suggest(first))}`
        : `no name in the catalogue fits "${first}"`;
      return { kind: 'unknown-metric', text };
    }
    const listed = names.map((name) => {
      const meant = isName.test(name) ? this.#suggest(name) : undefined;
      return meant === undefined ? name : `${name} (nearest: ${meant})`;
    });
    return { kind: 'unknown-metric', text: `${listed.join(', ')} are not in the catalogue` };
  }

  /** Labels that none of the names spelled out in `{__name__=~"a|b", label="…"}` has, where all of them are known. */
  #unknownLabels(series: SelectorNode): readonly Problem[] {
    const names = namesOf(series);
    const metrics = names.map((name) => this.#catalogue.lookup(name)?.series);
    if (names.length === 0 || metrics.includes(undefined)) return [];
    const labels = new Set(metrics.flatMap((metric) => metric?.labels ?? []));
    return series.matchers
      .filter(({ label }) => label !== '__name__' && !labels.has(label))
      .map(({ label }) => lacking(names, label, [...labels]));
  }

  /** The label that is asked for, where all series are known and none has it. */
  #unknownLabel(label: string, node: Node): readonly Problem[] {
    const names = selectors(node).flatMap((series) => (series.name === undefined ? namesOf(series) : [series.name]));
    const found = names.map((name) => this.#catalogue.lookup(name)?.series);
    if (label === '' || label === '__name__' || found.length === 0 || found.includes(undefined)) return [];
    const labels = found.flatMap((metric) => metric?.labels ?? []);
    return labels.includes(label) ? [] : [lacking(names, label, [...new Set(labels)])];
  }

  readonly #suggest: Suggest = (name) => {
    if (!this.#meant.has(name)) this.#meant.set(name, nearest(name, this.#catalogue.names()));
    return this.#meant.get(name);
  };
}

/** Whether any selector is of a metric that is known, or that its name's matcher or a variable decides. */
function asksSomething(node: Node, { asksKnown, nameless }: Inspection): boolean {
  if (asksKnown || nameless.some((series) => namesAsked(series).kind !== 'none')) return true;
  return nameless.length === 0 && hasVariable(node);
}

/** Of `$metric` alone, nobody knows whether it is a number. */
function hasVariable(node: Node): boolean {
  return node.kind === 'macro' || children(node).some(hasVariable);
}

const isName = /^[a-zA-Z_:][\w:]*$/;

const readsNothing: Problem = { kind: 'unknown-metric', text: 'it reads no metric of the catalogue' };

/** The names that a selector without one of its own spells out; none where one of them is a pattern or a variable. */
function namesOf(series: SelectorNode): readonly string[] {
  const asked = namesAsked(series);
  return asked.kind === 'names' && asked.patterns.length === 0 ? asked.names : [];
}

function lacking(names: readonly string[], label: string, known: readonly string[]): Problem {
  const none = names.length === 1 ? `${names[0]} has no` : `none of ${names.join(', ')} has a`;
  return { kind: 'unknown-label', text: `${none} label "${label}"${orNearest(nearest(label, known))}` };
}
