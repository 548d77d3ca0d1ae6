/** What the official grammar makes of a text, with Grafana's macros in it. */
import { parser } from '@prometheus-io/lezer-promql';
import { Disguised } from './macros.ts';
import { unquote } from './strings.ts';
import { PromqlSyntaxError } from './syntax-error.ts';

type Cursor = ReturnType<ReturnType<typeof parser.parse>['cursor']>;

const none: readonly SyntaxNode[] = [];

/** They are one word, and have a child that only repeats which it is. */
const words = new Set(['MatchOp', 'FunctionIdentifier', 'AggregateOp']);

/** A node of the grammar's tree without its comments, copied once: asking the tree itself costs as much as parsing. */
export class SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly SyntaxNode[];

  constructor(cursor: Cursor, children: readonly SyntaxNode[]) {
    this.name = cursor.name;
    this.from = cursor.from;
    this.to = cursor.to;
    this.children = children;
  }

  getChild(name: string): SyntaxNode | null {
    for (const child of this.children) if (child.name === name) return child;
    return null;
  }

  getChildren(name: string): readonly SyntaxNode[] {
    return this.children.filter((child) => child.name === name);
  }
}

/** A stretch of the disguised text. */
interface Place {
  readonly from: number;
  readonly to: number;
}

function evenQuotes(text: string): boolean {
  let even = true;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) even = !even;
  return even;
}

/**
 * Whether the grammar takes a text in which no string and no macro needs a closer look: the usual case, seen at once.
 * Anything else says nothing yet.
 */
export function isPlain(text: string): boolean {
  if (/[\\\n'`#]|^\s*$/.test(text) || !evenQuotes(text)) return false;
  const disguised = new Disguised(text);
  if (disguised.crowded) return false;
  const cursor = parser.parse(disguised.text).cursor();
  do if (cursor.type.isError) return false;
  while (cursor.next());
  return true;
}

export class SyntaxTree {
  readonly #text: string;
  readonly #disguised: Disguised;

  constructor(text: string) {
    this.#text = text;
    this.#disguised = new Disguised(text);
  }

  /** The macro that a word stands for; undefined for any other word. */
  protected macro(word: string): string | undefined {
    return this.#disguised.macro(word);
  }

  /** @throws PromqlSyntaxError where the grammar, or the server's reader of words, refuses the text */
  refuseErrors(): void {
    this.top();
  }

  /**
   * The whole text.
   * @throws PromqlSyntaxError where the grammar, or the server's reader of words, refuses it
   */
  protected top(): SyntaxNode {
    if (/^\s*(?:#|$)/.test(this.#text) && withoutBlanks(this.#text) === '')
      throw new PromqlSyntaxError(this.#text, 'it is empty');
    return this.#copy(parser.parse(this.#disguised.text).cursor());
  }

  #copy(cursor: Cursor): SyntaxNode {
    if (cursor.type.isError) this.#unexpected(cursor);
    if (cursor.name === 'StringLiteral') this.string(cursor);
    const isWord = words.has(cursor.name);
    const node = new SyntaxNode(cursor, !isWord && cursor.firstChild() ? this.#copySiblings(cursor) : none);
    if (this.#disguised.crowded && node.children.length === 0) this.#refusePartialMacro(node);
    return node;
  }

  #copySiblings(cursor: Cursor): readonly SyntaxNode[] {
    const found: SyntaxNode[] = [];
    do if (cursor.name !== 'LineComment') found.push(this.#copy(cursor));
    while (cursor.nextSibling());
    cursor.parent();
    return found;
  }

  #unexpected(node: Place): never {
    const from = this.#disguised.origin(node.from);
    const found = this.#text.slice(from, Math.max(this.#disguised.origin(node.to), from + 12));
    throw new PromqlSyntaxError(this.#text, found === '' ? 'it ends too early' : `"${found}" is not expected`, from);
  }

  /** A macro next to letters or digits, which the grammar takes for one word with its sentinel. */
  #refusePartialMacro(node: SyntaxNode): void {
    if (node.name === 'StringLiteral') return;
    const word = this.word(node).replace(/^[+-]/, '');
    if (!this.#disguised.hasMacro(word) || this.#disguised.macro(word) !== undefined) return;
    this.fail(node, 'a variable that is only a part of a name, a number or a duration is not supported', true);
  }

  protected string(node: Place): string {
    const problem = 'the string is not closed, or has an escape that PromQL does not know (a backslash itself is \\\\)';
    return unquote(this.slice(node)) ?? this.fail(node, problem);
  }

  protected only(node: SyntaxNode): SyntaxNode {
    return node.children[0] ?? this.unsupported(node);
  }

  protected child(node: SyntaxNode, name: string): SyntaxNode {
    return node.getChild(name) ?? this.unsupported(node);
  }

  protected slice(node: Place): string {
    return this.#disguised.text.slice(node.from, node.to);
  }

  /** The text of a literal without the blanks and comments that may stand between it and its sign. */
  protected word(node: SyntaxNode): string {
    return withoutBlanks(this.slice(node));
  }

  protected unsupported(node: SyntaxNode): never {
    return this.fail(node, `${node.name} is not supported here`, true);
  }

  protected fail(node: Place, problem: string, unsupported = false): never {
    const from = this.#disguised.origin(node.from);
    const found = this.#text.slice(from, this.#disguised.origin(node.to));
    throw new PromqlSyntaxError(this.#text, `"${found}": ${problem}`, from, unsupported);
  }
}

/** What stands below a node; nothing below none. */
export function children(node: SyntaxNode | null | undefined): readonly SyntaxNode[] {
  return node?.children ?? none;
}

/** A text without blanks and comments, nor what looks like them in a string literal. */
function withoutBlanks(text: string): string {
  return /[\s#]/.test(text) ? text.replace(/#[^\n]*|\s+/g, '') : text;
}
