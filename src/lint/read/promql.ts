/** Reads PromQL as the catalogue knows it. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import { selectors, type Node, type SelectorNode } from '../../promql/ast.ts';
import { inspect, type Problem, type Suggest } from '../../promql/check.ts';
import { parse } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';
import { nearest } from '../../text/nearest.ts';
import type { PromQL } from '../subject.ts';
import { parseOnceChosen } from './stand-ins.ts';

export class PromqlReader {
  readonly #catalogue: Catalogue;
  /** What variables and annotations ask is the same in most dashboards. */
  readonly #shared = new Map<string, PromQL>();
  /** The name that an unknown one means; the same unknown names come again and again. */
  readonly #meant = new Map<string, string | undefined>();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  read(text: string): PromQL {
    try {
      const node = parse(text, (name) => this.#catalogue.lookup(name)?.series);
      return { text, node, error: undefined, problems: inspect(node, this.#suggest).problems };
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
    const { node, problems, ...read } = this.read(text);
    const shared =
      node === undefined
        ? { ...read, node, problems }
        : { ...read, node, problems: [...problems, ...selectors(node).flatMap((series) => this.#namePattern(series))] };
    this.#shared.set(text, shared);
    return shared;
  }

  /** A query that was built by the typed functions, so that the compiler has checked it. */
  typed(text: string, node: Node): PromQL {
    return { text, node, error: undefined, problems: [] };
  }

  /** What does not fit the catalogue in `{__name__=~"a|b", label="…"}`, whose names the checks of queries don't see. */
  #namePattern(series: SelectorNode): readonly Problem[] {
    if (series.name !== undefined) return [];
    const names = namesOf(series);
    const unknown = names.filter((name) => this.#catalogue.lookup(name) === undefined);
    const metrics = names.flatMap((name) => this.#catalogue.lookup(name)?.series ?? []);
    const labels = new Set(metrics.flatMap((metric) => metric.labels));
    const wrong =
      names.length === 0 || unknown.length > 0
        ? []
        : series.matchers.filter(({ label }) => label !== '__name__' && !labels.has(label));
    return [
      ...unknown.map((name): Problem => {
        return { kind: 'unknown-metric', text: `${name} is not in the catalogue${meaning(this.#suggest(name))}` };
      }),
      ...wrong.map(({ label }) => lacking(names, label, [...labels])),
    ];
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

/** The names that a selector without one of its own spells out; none where one of them is a pattern or a variable. */
function namesOf({ matchers }: SelectorNode): readonly string[] {
  const pattern = matchers.find(
    ({ label, operator }) => label === '__name__' && (operator === '=' || operator === '=~'),
  );
  const names = pattern?.value.split('|') ?? [];
  return names.every((name) => /^[a-zA-Z_:][\w:]*$/.test(name)) ? names : [];
}

function lacking(names: readonly string[], label: string, known: readonly string[]): Problem {
  const none = names.length === 1 ? `${names[0]} has no` : `none of ${names.join(', ')} has a`;
  return { kind: 'unknown-label', text: `${none} label "${label}"${meaning(nearest(label, known))}` };
}

function meaning(found: string | undefined): string {
  return found === undefined ? '' : `; nearest: ${found}`;
}
