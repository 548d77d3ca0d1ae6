/** Reads PromQL as the catalogue knows it. */
import type { Catalogue } from '../../metrics/catalogue.ts';
import type { Node } from '../../promql/ast.ts';
import { inspect, type Suggest } from '../../promql/check.ts';
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
      if (!(error instanceof PromqlSyntaxError)) throw error;
      const read = { text, node: undefined, error: undefined, problems: [] };
      if (error.unsupported) return read;
      const onceChosen = parseOnceChosen(text);
      return onceChosen === undefined ? { ...read, error: error.message } : { ...read, onceChosen };
    }
  }

  /** Reads a text that other dashboards are likely to have as well. */
  readShared(text: string): PromQL {
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    const read = this.read(text);
    this.#shared.set(text, read);
    return read;
  }

  /** A query that was built by the typed functions, so that the compiler has checked it. */
  typed(text: string, node: Node): PromQL {
    return { text, node, error: undefined, problems: [] };
  }

  readonly #suggest: Suggest = (name) => {
    if (!this.#meant.has(name)) this.#meant.set(name, nearest(name, this.#catalogue.names()));
    return this.#meant.get(name);
  };
}
