/**
 * Queries that are PromQL only once the viewer has chosen: a variable stands for a name, a label, a function or a
 * condition, which the structure of a query has no place for.
 */
import { checkSyntax } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';

/** A string literal, which is left alone, or a variable of Grafana's in one of its spellings. */
const literalOrVariable =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\$(\w+)|\$\{(\w+)[^}]*\}|\[\[(\w+)(?::\w+)?\]\]/gs;

/** What a variable may stand for: a name, a number, an aggregation, a condition. */
const standIns = ['v', '1', 'sum', 'v="v"'] as const;

/** Whether a text with variables in it can become PromQL, whatever each stands for. */
export function isPromqlOnceChosen(text: string): boolean {
  if (!text.includes('$') && !text.includes('[[')) return false;
  return standIns.some((standIn) => isPromql(filled(text, standIn)));
}

/** Grafana's own variables are numbers; in brackets and after `offset` stands a duration. */
function filled(text: string, standIn: string): string {
  return text.replace(literalOrVariable, (found, ...groups: unknown[]) => {
    const name = groups.slice(0, 3).find((group) => typeof group === 'string');
    if (typeof name !== 'string') return found;
    const offset = groups.find((group) => typeof group === 'number') ?? 0;
    const before = text.slice(0, offset);
    const after = text.slice(offset + found.length);
    if (before.lastIndexOf('[') > before.lastIndexOf(']') || /\boffset\s*-?\s*$/.test(before)) {
      return /^[a-z]/.test(after) ? '1' : '1m';
    }
    return name.startsWith('__') ? '1' : standIn;
  });
}

function isPromql(text: string): boolean {
  try {
    checkSyntax(text);
    return true;
  } catch (error) {
    if (error instanceof PromqlSyntaxError) return false;
    throw error;
  }
}
