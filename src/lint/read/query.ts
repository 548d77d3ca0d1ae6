import { children, type BinaryNode, type CallNode, type Node, type SelectorNode } from '../../promql/ast.ts';
import type { Problem } from '../../promql/check.ts';
import { divisionOf, type Division } from '../promql/division.ts';
import type { Operations, PromQL, Query } from '../subject.ts';

const noOperations: Operations = { all: [], divisions: [] };

/** What a query is made of, in the order of the text. */
interface Parts {
  readonly selectors: SelectorNode[];
  readonly calls: CallNode[];
  readonly binaries: BinaryNode[];
}

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
  #found: Parts | undefined;
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
    return this.#parts.selectors;
  }

  get calls(): readonly CallNode[] {
    return this.#parts.calls;
  }

  get operations(): Operations {
    return (this.#operations ??= this.node === undefined ? noOperations : operations(this.#parts.binaries));
  }

  get #parts(): Parts {
    return (this.#found ??= partsOf(this.node ?? this.onceChosen));
  }
}

function partsOf(node: Node | undefined): Parts {
  const parts: Parts = { selectors: [], calls: [], binaries: [] };
  if (node !== undefined) gather(node, parts);
  return parts;
}

function gather(node: Node, parts: Parts): void {
  if (node.kind === 'selector') {
    parts.selectors.push(node);
    return;
  }
  if (node.kind === 'call') parts.calls.push(node);
  else if (node.kind === 'binary') parts.binaries.push(node);
  for (const child of children(node)) gather(child, parts);
}

function operations(all: readonly BinaryNode[]): Operations {
  if (all.length === 0) return noOperations;
  const divisions: Division[] = [];
  for (const binary of all) {
    const division = divisionOf(binary);
    if (division !== undefined) divisions.push(division);
  }
  return { all, divisions };
}
