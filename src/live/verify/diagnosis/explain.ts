/** Says why an expression is empty whose operands are not. */
import type { BinaryNode, CallNode, Matching, Node, SelectorNode } from '../../../promql/ast.ts';
import { isVector } from '../../../promql/kinds.ts';
import { isComparison } from '../../../promql/precedence.ts';
import { lengthInSeconds } from '../../../time/duration.ts';
import { spoken } from '../../../time/spoken.ts';
import { endOf, type Moment, type Probes } from '../probes.ts';
import type { Cause } from './cause.ts';
import { extremes, shortText, type Culprit, type Lack } from './narrow.ts';
import { aggregate } from './shape.ts';

export async function explain(culprit: Culprit, lack: Lack, moment: Moment, probes: Probes): Promise<Cause> {
  const { node } = culprit;
  if (lack === 'numbers') return withoutNumbers(node);
  if (node.kind === 'binary') return operation({ ...culprit, node }, moment, probes);
  if (node.kind === 'call') return call({ ...culprit, node }, moment, probes);
  return {
    problem: `${shortText(node)} leaves nothing of what it is given`,
    next: 'Look at the values of what stands inside.',
  };
}

interface Of<N extends Node> extends Culprit {
  readonly node: N;
}

async function operation(culprit: Of<BinaryNode>, moment: Moment, probes: Probes): Promise<Cause> {
  const { left, right, operator, matching } = culprit.node;
  const between = isVector(left) && isVector(right);
  if (isComparison(operator)) {
    if (!between) return comparison(culprit, moment, probes);
    const answered: Node = aggregate('group', { ...culprit.node, bool: true });
    if ((await probes.series(culprit.standing(answered), moment)).length > 0) {
      return {
        problem: `the comparison ${operator} leaves nothing: it never holds between ${shortText(left)} and ${shortText(right)}`,
        next: 'Nothing is wrong where that is right; then say that the panel may be empty.',
      };
    }
  }
  if (operator === 'unless') {
    return {
      problem: `every series of ${shortText(left)} has a partner on the right of unless ${how(matching)}`,
      next: 'Nothing is wrong where that is right; then say that the panel may be empty.',
    };
  }
  const apart = await difference(culprit, moment, probes);
  return {
    problem: `both sides of ${operator} have series, but none match ${how(matching)}${apart}`,
    next: 'Say on (…) or ignoring (…) with the labels that both sides share.',
  };
}

function how(matching: Matching | undefined): string {
  if (matching === undefined) return 'on all their labels';
  const labels = matching.labels.join(', ');
  return matching.on ? `on (${labels})` : `on all labels but (${labels})`;
}

/** How a series of the left differs from one of the right, in the labels that must be the same. */
async function difference({ node, standing }: Of<BinaryNode>, moment: Moment, probes: Probes): Promise<string> {
  const { left, right, matching } = node;
  const [ofLeft, ofRight] = await Promise.all(
    [left, right].map(async (side) => {
      const one = { ...aggregate('topk', side), parameter: { kind: 'number', value: 1 } as const };
      const [series] = await probes.series(standing(one), moment);
      return series?.labels ?? {};
    }),
  );
  const names = [...new Set([...Object.keys(ofLeft ?? {}), ...Object.keys(ofRight ?? {})])].sort();
  const counted = names.filter(
    (name) => name !== '__name__' && (matching === undefined || matching.labels.includes(name) === matching.on),
  );
  const only = (side: Readonly<Record<string, string>> = {}, other: Readonly<Record<string, string>> = {}) =>
    counted.filter((name) => (side[name] ?? '') !== '' && (other[name] ?? '') === '');
  const parts = [
    ...only(ofLeft, ofRight).map((name) => `only the left has ${name}`),
    ...only(ofRight, ofLeft).map((name) => `only the right has ${name}`),
  ];
  if (parts.length > 0) return `: ${parts.join(', ')}`;
  const name = counted.find((label) => ofLeft?.[label] !== ofRight?.[label]);
  return name === undefined ? '' : `: ${name} is "${ofLeft?.[name]}" on the left, "${ofRight?.[name]}" on the right`;
}

const mirrored: Readonly<Record<string, string>> = { '>': '<', '<': '>', '>=': '<=', '<=': '>=' };

/** Of series with a number. */
async function comparison({ node, standing }: Of<BinaryNode>, moment: Moment, probes: Probes): Promise<Cause> {
  const seriesFirst = isVector(node.left);
  const [series, number] = seriesFirst ? [node.left, node.right] : [node.right, node.left];
  const operator = seriesFirst ? node.operator : (mirrored[node.operator] ?? node.operator);
  const values = await extremes(series, standing, moment, probes);
  const text = `${operator} ${shortText(number)}`;
  if (values === undefined) return { problem: `the comparison ${text} leaves nothing`, next: whereRight };
  const { lowest, highest } = values;
  if (operator === '>' && number.kind === 'number' && number.value === 0 && highest === 0) {
    return { problem: `${shortText(series)} is 0 throughout: nothing has happened`, next: 'Let something happen.' };
  }
  const range =
    operator === '>' || operator === '>='
      ? `the highest value is ${rounded(highest)}`
      : operator === '<' || operator === '<='
        ? `the lowest value is ${rounded(lowest)}`
        : `the values are from ${rounded(lowest)} to ${rounded(highest)}`;
  return { problem: `the comparison ${text} leaves nothing of ${shortText(series)}: ${range}`, next: whereRight };
}

const whereRight = 'Correct the limit; where it is right, say that the panel may be empty.';

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}

const ofTwoSamples: ReadonlySet<string> = new Set([
  'rate',
  'irate',
  'increase',
  'delta',
  'idelta',
  'deriv',
  'predict_linear',
  'holt_winters',
  'double_exponential_smoothing',
]);

async function call({ node, standing }: Of<CallNode>, moment: Moment, probes: Probes): Promise<Cause> {
  const range = node.args.find((arg) => arg.kind === 'selector' || arg.kind === 'subquery');
  if (ofTwoSamples.has(node.name) && range?.kind === 'selector' && range.range !== undefined) {
    return twoSamples(node.name, range, range.range, moment, probes);
  }
  if (node.name === 'histogram_quantile') {
    const [, buckets] = node.args;
    if (buckets !== undefined) {
      const byLe = { ...aggregate('group', buckets), grouping: { by: true, labels: ['le'] } };
      const found = await probes.series(standing(byLe), moment);
      if (found.every(({ labels }) => labels['le'] === undefined)) {
        return {
          problem: `histogram_quantile of ${shortText(buckets)}, which has no label "le"`,
          next: 'Keep le in the sum.',
        };
      }
    }
  }
  return { problem: `${shortText(node)} is empty though its arguments are not`, next: 'Look at the function.' };
}

async function twoSamples(
  name: string,
  selector: SelectorNode,
  range: string,
  moment: Moment,
  probes: Probes,
): Promise<Cause> {
  const at = endOf(moment);
  const length = lengthInSeconds(range) ?? 60;
  const age = await probes.age(selector, at);
  const newest = age === undefined ? '' : `: the newest sample is ${spoken(age)} old`;
  const { offset: _, at: __, ...now } = selector;
  const long = { ...now, range: `${Math.ceil(length * 10)}s` };
  const counts = await extremes(
    { kind: 'call', name: 'count_over_time', args: [long] },
    (node) => node,
    { kind: 'instant', at },
    probes,
  );
  const count = counts?.highest ?? 0;
  const problem = `${name} needs two samples in ${range}`;
  if (age !== undefined && age > length) {
    return { problem: `${problem}${newest}`, next: 'See why no newer sample was scraped.' };
  }
  if (count < 2) return { problem: `${problem}, and there is one only${newest}`, next: 'Wait for the next scrape.' };
  return {
    problem: `${problem}: it is scraped about every ${spoken((10 * length) / count)}`,
    next: 'Take a range of at least four scrapes, such as $__rate_interval.',
  };
}

function withoutNumbers(node: Node): Cause {
  if (node.kind === 'binary' && node.operator === '/') {
    return {
      problem: `every value is NaN: ${shortText(node.right)} is 0 wherever it is divided by`,
      next: 'Divide by what is above 0 alone, as ratio does; then say that the panel may be empty.',
    };
  }
  if (node.kind === 'call' && node.name.startsWith('histogram_')) {
    return {
      problem: `every value of ${node.name} is NaN: nothing was observed in the time range`,
      next: 'Let something happen; where that is rare, say that the panel may be empty.',
    };
  }
  return { problem: `every value of ${shortText(node)} is NaN`, next: 'See why it is no number.' };
}
