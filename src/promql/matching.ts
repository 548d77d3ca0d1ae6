/** Which series of two vectors belong together. */
import type { Matching as MatchingNode } from './ast.ts';

/** Series match that agree in these labels; the result carries them and no other. */
export class On<L extends string> {
  readonly kind = 'on';
  readonly node: MatchingNode;

  constructor(labels: readonly L[]) {
    this.node = { on: true, labels };
  }

  declare readonly labels: L;

  /** Many series on the left match one on the right, whose labels named here join the result. */
  groupLeft<const I extends string = never>(...include: readonly I[]): GroupLeft<L, I> {
    return new GroupLeft({ ...this.node, group: { side: 'left', include } });
  }

  /** Many series on the right match one on the left, whose labels named here join the result. */
  groupRight<const I extends string = never>(...include: readonly I[]): GroupRight<L, I> {
    return new GroupRight({ ...this.node, group: { side: 'right', include } });
  }
}

/** Series match that agree in all labels but these. */
export class Ignoring<L extends string> {
  readonly kind = 'ignoring';
  readonly node: MatchingNode;

  constructor(labels: readonly L[]) {
    this.node = { on: false, labels };
  }

  declare readonly labels: L;
}

export class GroupLeft<L extends string, I extends string> {
  declare readonly labels: L;
  declare readonly include: I;
  readonly kind = 'group-left';
  readonly node: MatchingNode;

  constructor(node: MatchingNode) {
    this.node = node;
  }
}

export class GroupRight<L extends string, I extends string> {
  declare readonly labels: L;
  declare readonly include: I;
  readonly kind = 'group-right';
  readonly node: MatchingNode;

  constructor(node: MatchingNode) {
    this.node = node;
  }
}

export function on<const L extends string = never>(...labels: readonly L[]): On<L> {
  return new On(labels);
}

export function ignoring<const L extends string = never>(...labels: readonly L[]): Ignoring<L> {
  return new Ignoring(labels);
}

export type AnyMatching = On<string> | Ignoring<string> | GroupLeft<string, string> | GroupRight<string, string>;
