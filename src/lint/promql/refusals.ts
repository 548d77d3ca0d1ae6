/** What the server refuses although the grammar takes it: a wrong number of arguments, a broken regular expression. */
import { children, type CallNode, type Matcher, type Node, type SelectorNode } from '../../promql/ast.ts';

type Range = readonly [least: number, most: number];

/** How many arguments functions take. Source: https://prometheus.io/docs/prometheus/latest/querying/functions/. */
const counts: ReadonlyMap<string, Range> = new Map([
  ...taking(
    1,
    `abs absent absent_over_time acos acosh asin asinh atan atanh avg_over_time ceil changes cos cosh count_over_time
    deg delta deriv exp floor histogram_avg histogram_count histogram_stddev histogram_stdvar histogram_sum idelta
    increase irate last_over_time ln log10 log2 mad_over_time max_over_time min_over_time present_over_time rad rate
    resets scalar sgn sin sinh sort sort_desc sqrt stddev_over_time stdvar_over_time sum_over_time tan tanh timestamp
    vector`,
  ),
  ...taking(2, 'clamp_max clamp_min histogram_quantile predict_linear quantile_over_time'),
  ...taking(3, 'clamp double_exponential_smoothing histogram_fraction holt_winters'),
  ['time', [0, 0]],
  ['pi', [0, 0]],
  ['label_replace', [5, 5]],
  ['label_join', [3, Infinity]],
  ['round', [1, 2]],
]);
const anyCount: Range = [0, Infinity];

/** Why the server refuses an expression; none where it takes it, as far as is known here. */
export function refusals(node: Node, found: string[] = []): readonly string[] {
  if (node.kind === 'selector') {
    ofSelector(node, found);
    return found;
  }
  if (node.kind === 'call') ofCall(node, found);
  for (const child of children(node)) refusals(child, found);
  return found;
}

function ofCall({ name, args }: CallNode, found: string[]): void {
  const [least, most] = counts.get(name) ?? anyCount;
  if (args.length >= least && args.length <= most) return;
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  found.push(`${name} takes ${wanted} ${wanted === '1' ? 'argument' : 'arguments'}, not ${args.length}`);
}

function ofSelector({ matchers }: SelectorNode, found: string[]): void {
  for (const matcher of matchers) {
    if (matcher.operator !== '=~' && matcher.operator !== '!~') continue;
    if (mayBeBroken.test(matcher.value) && isBroken(matcher)) {
      found.push(`the regular expression "${matcher.value}" of ${matcher.label} cannot be read`);
    }
  }
}

/** Only what has brackets, or an operator of repetition where it has nothing to repeat, can be. */
const mayBeBroken = /[()[\]]|(?:^|[|*+?])[*+?]/;
/** What a variable may stand for is not known, and what only the server's dialect has is none of JavaScript's. */
const unclear = /\$[\w{]|\[\[|\(\?(?:P?<[a-zA-Z]|[a-zA-Z]*-?[a-zA-Z]*[:)])/;
/** The server's dialect never looks around. Source: https://github.com/google/re2/wiki/Syntax. */
const lookaround = /\(\?<?[=!]/;

function isBroken({ value }: Matcher): boolean {
  if (lookaround.test(value)) return true;
  if (unclear.test(value)) return false;
  try {
    void new RegExp(value);
    return false;
  } catch {
    return true;
  }
}

function taking(count: number, names: string): readonly (readonly [name: string, Range])[] {
  return names.split(/\s+/).map((name) => [name, [count, count]]);
}
