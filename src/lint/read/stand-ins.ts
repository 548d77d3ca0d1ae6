/**
 * Queries that are PromQL only once the viewer has chosen: a variable stands for a name, a label, a function or a
 * condition, which the structure of a query has no place for.
 */
import type { Node } from '../../promql/ast.ts';
import { parse } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';

/** A string literal, which is left alone, or a variable of Grafana's in one of its spellings. */
const literalOrVariable =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\$(?<bare>\w+)|\$\{(?<braced>\w+)[^}]*\}|\[\[(?<bracketed>\w+)(?::\w+)?\]\]/gs;

/** What a variable may stand for: a name or label, a number, an aggregation, a condition. */
const standIns: readonly ((name: string) => string)[] = [
  (name) => (/^\d/.test(name) ? 'v' : name),
  () => '1',
  () => 'sum',
  (name) => `${name}=""`,
];

/** The structure of a text with variables in it, each taken for the same kind of thing; undefined where none fits. */
export function parseOnceChosen(text: string): Node | undefined {
  if (!text.includes('$') && !text.includes('[[')) return undefined;
  for (const standIn of standIns) {
    const node = parsed(filled(text, standIn));
    if (node !== undefined) return node;
  }
  return undefined;
}

/** In brackets and after `offset` stands a duration; elsewhere, Grafana's own variables are numbers. */
function filled(text: string, standIn: (name: string) => string): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(literalOrVariable)) {
    const [found] = match;
    const before = text.slice(0, match.index);
    result += text.slice(end, match.index);
    end = match.index + found.length;
    const name = match.groups?.['bare'] ?? match.groups?.['braced'] ?? match.groups?.['bracketed'];
    if (name === undefined) result += found;
    else if (standsForDuration(before)) result += /^[a-z]/.test(text.slice(end)) ? '1' : `\${${name}}`;
    else result += name.startsWith('__') ? '1' : standIn(name);
  }
  return result + text.slice(end);
}

function standsForDuration(before: string): boolean {
  return before.lastIndexOf('[') > before.lastIndexOf(']') || /\boffset\s*-?\s*$/.test(before);
}

function parsed(text: string): Node | undefined {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return undefined;
    throw error;
  }
}
