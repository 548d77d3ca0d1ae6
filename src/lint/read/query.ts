import { selectors, type Node, type SelectorNode } from '../../promql/ast.ts';
import type { Problem } from '../../promql/check.ts';
import { binaries } from '../promql/binaries.ts';
import { divisionOf, type Division } from '../promql/division.ts';
import type { Operations, PromQL, Query } from '../subject.ts';

const noSelectors: readonly SelectorNode[] = [];
const noOperations: Operations = { all: [], divisions: [] };

/** A query as it was read. What several rules look for in it is found once, when the first of them asks. */
export class PanelQuery implements Query {
  readonly text: string;
  readonly node: Node | undefined;
  readonly onceChosen: Node | undefined;
  readonly error: string | undefined;
  readonly problems: readonly Problem[];
  readonly refId: string;
  readonly index: number;
  readonly legend: string;
  #selectors: readonly SelectorNode[] | undefined;
  #operations: Operations | undefined;

  constructor(read: PromQL, refId: string, index: number, legend: string) {
    this.text = read.text;
    this.node = read.node;
    this.onceChosen = read.onceChosen;
    this.error = read.error;
    this.problems = read.problems;
    this.refId = refId;
    this.index = index;
    this.legend = legend;
  }

  get selectors(): readonly SelectorNode[] {
    const node = this.node ?? this.onceChosen;
    return (this.#selectors ??= node === undefined ? noSelectors : selectors(node));
  }

  get operations(): Operations {
    return (this.#operations ??= this.node === undefined ? noOperations : operationsIn(this.node));
  }
}

function operationsIn(node: Node): Operations {
  const all = binaries(node);
  if (all.length === 0) return noOperations;
  const divisions: Division[] = [];
  for (const binary of all) {
    const division = divisionOf(binary);
    if (division !== undefined) divisions.push(division);
  }
  return { all, divisions };
}
