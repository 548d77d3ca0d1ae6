import type { SelectorNode } from '../../promql/ast.ts';

/** Which metrics a selector without a name of its own asks by `__name__`. */
export type NamesAsked =
  /** It asks by other labels only. */
  | { readonly kind: 'none' }
  /** A variable decides, or what is asked is too much to try out. */
  | { readonly kind: 'unclear' }
  /** Names, and regular expressions that a whole name fits; no names where all are asked but some. */
  | { readonly kind: 'names'; readonly names: readonly string[]; readonly patterns: readonly string[] };

const none: NamesAsked = { kind: 'none' };
const unclear: NamesAsked = { kind: 'unclear' };
const variable = /\$[\w{]|\[\[/;
const plainName = /^[a-zA-Z_:][\w:]*$/;

export function namesAsked({ name, matchers }: SelectorNode): NamesAsked {
  if (name !== undefined) return none;
  const ofName = matchers.filter(({ label }) => label === '__name__');
  const wanted = ofName.find(({ operator }) => operator === '=' || operator === '=~');
  if (wanted === undefined) return ofName.length === 0 ? none : unclear;
  const { operator, value } = wanted;
  if (variable.test(value)) return unclear;
  if (operator === '=') return { kind: 'names', names: [value], patterns: [] };
  // An alternative within brackets is no alternative of the whole.
  const alternatives = /[([\\]/.test(value) ? [value] : value.split('|');
  const patterns = alternatives.filter((alternative) => !plainName.test(alternative));
  if (!patterns.every(isQuick)) return unclear;
  return { kind: 'names', names: alternatives.filter((alternative) => plainName.test(alternative)), patterns };
}

/**
 * Whether a regular expression can be read and is quickly tried on every name. Repetitions within or beside repetitions
 * take JavaScript longer than anybody waits, and the server no time.
 */
function isQuick(pattern: string): boolean {
  if (pattern.length > 200 || /\)[*+?{]|\(\?/.test(pattern) || (pattern.match(/[*+{]/g) ?? []).length > 3) return false;
  try {
    void new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
