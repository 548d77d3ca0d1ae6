/** Queries of panels: typed expressions that become targets of the SDK. */
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import type { Node } from '../promql/ast.ts';
import type { Legend } from '../promql/legend.ts';
import { print } from '../promql/print.ts';
import { scope } from '../promql/scope.ts';
import { nodeOf, type Operand } from '../promql/vector.ts';
import { chosenDataSource, chosenTargets } from '../variables/standard.ts';

/** A target that knows the structure of its query. */
export class Query extends DataqueryBuilder {
  /** By the target that was built; its JSON has no place for the structure. */
  static readonly #structures = new WeakMap<object, Node>();

  constructor(node: Node) {
    super();
    const scoped = scope(node, chosenTargets);
    this.datasource(chosenDataSource).expr(print(scoped)).range();
    Query.#structures.set(this.internal, scoped);
  }

  /** The structure of a target's query; undefined for a target that was not made of a typed one. */
  static structureOf(target: object): Node | undefined {
    return Query.#structures.get(target);
  }

  /** Takes the place of the typed query; it is parsed and checked like any text. */
  override expr(text: string): this {
    Query.#structures.delete(this.internal);
    return super.expr(text);
  }
}

/** One line, bar or slice for each series of the expression. The legend's `{{labels}}` are those of the result. */
export function query<L extends string, const T extends string>(expression: Operand<L>, legend: Legend<T, L>): Query {
  return new Query(nodeOf(expression)).legendFormat(legend);
}

/** The buckets of a histogram, for a heatmap; with the exemplars that were recorded beside them. */
export function heatmapQuery(buckets: Operand<'le'>): Query {
  return new Query(nodeOf(buckets)).legendFormat('{{le}}').format(PromQueryFormat.Heatmap).exemplar(true);
}

/** What is so at the end of the time range, a row for each series: for a table. */
export function tableQuery<L extends string>(expression: Operand<L>): Query {
  return new Query(nodeOf(expression)).format(PromQueryFormat.Table).instant();
}
