/** What a label must be. */
import type { Matcher, MatchOperator } from './ast.ts';
import { escapeRegex } from './strings.ts';
import type { LabelVariable } from './variable.ts';

/** A condition on a label's value, made by the functions below. */
export interface Match {
  readonly kind: 'match';
  readonly operator: MatchOperator;
  readonly value: string;
}

/** A text means equality; a variable means any of its chosen values. */
export type MatchValue<L extends string> = string | Match | LabelVariable<L>;

/** Anything but this. */
export function not(value: string): Match {
  return { kind: 'match', operator: '!=', value: literal(value) };
}

/**
 * Matches a regular expression (RE2), anchored at both ends.
 * @throws RangeError where it is none
 */
export function matches(expression: string): Match {
  return { kind: 'match', operator: '=~', value: regex(expression) };
}

/**
 * Does not match a regular expression (RE2), anchored at both ends.
 * @throws RangeError where it is none
 */
export function notMatches(expression: string): Match {
  return { kind: 'match', operator: '!~', value: regex(expression) };
}

/** One of these texts. */
export function oneOf(...values: readonly [string, ...string[]]): Match {
  return { kind: 'match', operator: '=~', value: values.map((value) => escapeRegex(literal(value))).join('|') };
}

/** None of these texts. */
export function noneOf(...values: readonly [string, ...string[]]): Match {
  return { kind: 'match', operator: '!~', value: values.map((value) => escapeRegex(literal(value))).join('|') };
}

/** One of the values that the viewer chose. Where the compiler knows the label, the variable itself says as much. */
export function chosen(variable: LabelVariable<string>): Match {
  return { kind: 'match', operator: '=~', value: `$${variable.name}` };
}

/** The bucket of a histogram with this upper bound. Prometheus 3 stores `le="30.0"` where 2 stores `le="30"`. */
export function upperBound(bound: number): Match {
  const text = escapeRegex(String(bound));
  return { kind: 'match', operator: '=~', value: Number.isInteger(bound) ? `${text}(\\.0)?` : text };
}

/** The matcher of one label. */
export function matcher(label: string, value: MatchValue<string>): Matcher {
  if (typeof value === 'string') return { label, operator: '=', value: literal(value) };
  if (value.kind === 'match') return { label, operator: value.operator, value: value.value };
  return matcher(label, chosen(value));
}

/** What JavaScript takes and RE2 does not: looking around, and referring back. */
const notInRe2 = /\(\?(?:[=!]|<[=!])|\\[1-9]|\\k</;

function regex(expression: string): string {
  try {
    // RE2 sets flags inside the expression, which JavaScript reads outside only.
    RegExp(expression.replace(/^\(\?[imsU]+\)/, ''));
  } catch (error) {
    throw new RangeError(`"${expression}" is no regular expression: ${error instanceof Error ? error.message : ''}`);
  }
  if (notInRe2.test(expression)) throw new RangeError(`"${expression}": RE2 neither looks around nor refers back`);
  return literal(expression);
}

/**
 * Grafana fills in `$name`, `${name}` and `[[name]]` wherever they stand and knows no escape for them, so a text that
 * means them literally cannot be written.
 * @throws RangeError
 */
function literal(value: string): string {
  if (/\$\w|\$\{|\[\[/.test(value)) {
    throw new RangeError(
      `Grafana would fill in a variable in "${value}": give the variable itself, not text with its name`,
    );
  }
  return value;
}
