/** Asks one query, and judges what comes of it. */
import type { Node } from '../../promql/ast.ts';
import { selectors } from '../../promql/ast.ts';
import { parse, type Lookup } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';
import type { MayBeEmpty } from '../../policy/incidents.ts';
import { QueryRefused, type Answer, type Prometheus } from '../prometheus/prometheus.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import { hasNumbers, type Lack } from './diagnosis/narrow.ts';
import { aggregate } from './diagnosis/shape.ts';
import { usesAbsence, withoutFallbacks } from './fallbacks.ts';
import { endOf, type Moment, type Probes } from './probes.ts';
import type { QueryResult } from './result.ts';

/** What queries are asked with. */
export interface Asking {
  readonly prometheus: Prometheus;
  readonly probes: Probes;
  /** What the catalogue says of a series name. */
  readonly lookup: Lookup;
}

export interface Question {
  /** Its letter. */
  readonly query: string;
  /** As the dashboard has it, and with everything filled in. */
  readonly written: string;
  readonly text: string;
  /** References that stand for nothing; Grafana leaves them as they are. */
  readonly unknown: readonly string[];
  /** When it is asked: over a range, at a time, or both. */
  readonly moments: readonly [Moment, ...Moment[]];
  readonly mayBeEmpty: MayBeEmpty | undefined;
}

interface Measured {
  readonly series: number;
  readonly numbers: boolean;
  readonly seconds: number;
  readonly samples: number | undefined;
  /** The moment that had the most to show. */
  readonly moment: Moment;
}

/** @throws as Prometheus.instant, but for queries that the server refuses */
export async function checkQuery(question: Question, asking: Asking): Promise<QueryResult> {
  const { query, text, unknown } = question;
  const nothing = { query, series: 0, age: undefined, seconds: undefined, samples: undefined } as const;
  if (text.trim() === '') {
    return { ...nothing, state: 'failed', problem: 'the query is empty text', next: 'Write it, or remove it.' };
  }
  try {
    const { moment, numbers, ...measured } = await measure(question, asking.prometheus);
    const result = { query, ...measured, age: undefined };
    const node = parsed(text, asking.lookup);
    if (node === undefined) return unread(result, numbers, question);
    if (!numbers)
      return await judgeEmpty(result, node, measured.series === 0 ? 'series' : 'numbers', moment, question, asking);
    const stripped = withoutFallbacks(node);
    if (stripped !== node) {
      const left = await asking.probes.series(aggregate('max', stripped), moment);
      if (!hasNumbers(left)) {
        const lack = left.length === 0 ? 'series' : 'numbers';
        return await judgeEmpty(result, stripped, lack, moment, question, asking, 'shows only its fallback: ');
      }
    }
    return { ...result, state: 'full', age: await ageOf(stripped, endOf(moment), asking.probes) };
  } catch (error) {
    if (!(error instanceof QueryRefused)) throw error;
    const lost = unknown.length === 0 ? '' : ` (the dashboard has ${noVariable(unknown)})`;
    return {
      ...nothing,
      state: 'failed',
      problem: `the server refuses it: ${error.message}${lost}`,
      next: unknown.length === 0 ? 'Mend the query.' : defineIt,
    };
  }
}

async function measure({ text, moments }: Question, prometheus: Prometheus): Promise<Measured> {
  const asked = await Promise.all(
    moments.map(async (moment) => {
      const answer = await ask(text, moment, prometheus);
      const { series, seconds, samplesTouched } = answer;
      return { series: series.length, numbers: hasNumbers(series), seconds, samples: samplesTouched, moment };
    }),
  );
  const seconds = asked.reduce((sum, one) => sum + one.seconds, 0);
  const samples = asked.map((one) => one.samples).reduce(plus, 0);
  const [first = { series: 0, numbers: false, moment: moments[0] }, ...others] = asked;
  const most = others.reduce((a, b) => (b.series > a.series || (b.numbers && !a.numbers) ? b : a), first);
  const { series, numbers, moment } = most;
  return { series, numbers, moment, seconds, samples };
}

/** A sum of which a part may be unknown. */
export function plus(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}

function ask(text: string, moment: Moment, prometheus: Prometheus): Promise<Answer> {
  return moment.kind === 'instant'
    ? prometheus.instant(text, moment.at)
    : prometheus.range(text, { ...moment.window, step: moment.step });
}

/** The structure of a query; undefined where it uses what we do not read, which the server may well understand. */
function parsed(text: string, lookup: Lookup): Node | undefined {
  try {
    return parse(text, lookup);
  } catch (error) {
    // A text with thousands of brackets exhausts the stack.
    if (error instanceof PromqlSyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What a result says of it; where it was declared is not of the result. */
function declared({ reason, filledBy }: MayBeEmpty): Pick<QueryResult, 'reason' | 'filledBy'> {
  return { reason, filledBy };
}

type Result = Omit<QueryResult, 'state'>;

function unread(result: Result, numbers: boolean, { mayBeEmpty }: Question): QueryResult {
  if (numbers) return { ...result, state: 'full' };
  if (mayBeEmpty !== undefined) return { ...result, state: 'may be empty', ...declared(mayBeEmpty) };
  return {
    ...result,
    state: 'empty',
    problem: 'it has no series; it uses what is not read here, so why is not known',
    next: 'Ask for its parts one by one.',
  };
}

async function judgeEmpty(
  result: Result,
  node: Node,
  lack: Lack,
  moment: Moment,
  { written, unknown, mayBeEmpty }: Question,
  { probes, lookup }: Asking,
  lead = '',
): Promise<QueryResult> {
  if (mayBeEmpty !== undefined) return { ...result, state: 'may be empty', ...declared(mayBeEmpty) };
  if (usesAbsence(withoutFallbacks(node))) {
    return { ...result, state: 'may be empty', reason: 'it asks what is absent, and nothing is' };
  }
  if (unknown.length > 0) {
    return { ...result, state: 'empty', problem: `${lead}the dashboard has ${noVariable(unknown)}`, next: defineIt };
  }
  const diagnosis = await diagnose(node, written, lack, moment, probes, lookup);
  if (diagnosis.kind === 'unproven') return { ...result, state: 'unproven', jobs: diagnosis.jobs };
  const { problem, ...rest } = diagnosis.cause;
  return { ...result, state: 'empty', problem: `${lead}${problem}`, ...rest };
}

const defineIt = 'Define the variable, or correct its name.';

/** What stands for nothing is left in the query as it is written. */
function noVariable(names: readonly string[]): string {
  return `no variable ${names.map((name) => `$${name}`).join(', ')}`;
}

/** Spellings of which there are none do not count. */
async function ageOf(node: Node, at: number, probes: Probes): Promise<number | undefined> {
  const ages = await Promise.all(selectors(node).map((selector) => probes.age(selector, at)));
  const known = ages.filter((age) => age !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}
