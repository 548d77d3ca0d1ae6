import { children, type BinaryNode, type Node } from '../../promql/ast.ts';

/** Every operation of two expressions in one, in the order of the text. */
export function binaries(node: Node, found: BinaryNode[] = []): readonly BinaryNode[] {
  if (node.kind === 'selector') return found;
  if (node.kind === 'binary') found.push(node);
  for (const child of children(node)) binaries(child, found);
  return found;
}
