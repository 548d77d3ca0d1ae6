/** Judges how a variable came by what it offers. */
import { parse } from '../../promql/parse.ts';
import { PromqlSyntaxError } from '../../promql/syntax-error.ts';
import type { Window } from '../prometheus/prometheus.ts';
import type { VariableOutcome } from '../scope.ts';
import type { Asking } from './check-query.ts';
import { diagnose } from './diagnosis/diagnose.ts';
import type { Moment } from './probes.ts';
import type { NamedResult } from './result.ts';

/**
 * A variable that asks Prometheus, or has a problem; undefined for any other.
 * @param written its query as the dashboard has it
 * @throws as Prometheus.instant
 */
export async function checkVariable(
  { name, type, query, options, seconds, problem }: VariableOutcome,
  written: string,
  { probes, lookup, window }: Asking & { readonly window: Window },
): Promise<NamedResult | undefined> {
  const result = { name, query: '', series: options?.length ?? 0, age: undefined, seconds, samples: undefined };
  if (problem !== undefined && (notAsked.test(problem) || type === 'adhoc')) {
    return { ...result, state: 'not judged', reason: problem };
  }
  if (problem !== undefined) return { ...result, state: 'failed', problem, next: 'Mend the variable.' };
  if (query === undefined || options === undefined) return undefined;
  if (options.length > 0) return { ...result, state: 'full' };
  const asked = seriesOf(query);
  if (asked === undefined) return { ...result, state: 'empty', problem: 'it offers nothing', next: fewer };
  try {
    const moment = coarse(window);
    const diagnosis = await diagnose(parse(asked.series, lookup), written, 'series', moment, probes, lookup);
    if (diagnosis.kind === 'unproven') return { ...result, state: 'unproven', jobs: diagnosis.jobs };
    const { cause } = diagnosis;
    const found = await probes.series(parse(`group(${asked.series})`), moment);
    if (found.length === 0)
      return { ...result, state: 'empty', ...cause, problem: `it offers nothing: ${cause.problem}` };
    const lacking = asked.label === '' ? '' : `: no series of ${asked.series} has the label "${asked.label}"`;
    return { ...result, state: 'empty', problem: `it offers nothing${lacking}`, next: fewer };
  } catch (error) {
    if (!(error instanceof PromqlSyntaxError)) throw error;
    return { ...result, state: 'empty', problem: 'it offers nothing', next: fewer };
  }
}

/** What is said of a variable that asks no Prometheus. */
const notAsked = /^not of Prometheus:|are not supported/;

const fewer = 'Correct its query or its regular expression, or remove the variable.';

/** What `label_values(series, label)` and `query_result(expression)` ask for. */
function seriesOf(query: string): { readonly series: string; readonly label: string } | undefined {
  const [, series, label = '', result] =
    /^\s*(?:label_values\((.+),\s*"?([\w.]+)"?\s*\)|query_result\((.+)\))\s*$/s.exec(query) ?? [];
  const text = series ?? result;
  return text === undefined ? undefined : { series: text, label };
}

/** Values of labels are those of the whole time range; so few steps find all but the shortest. */
function coarse(window: Window): Moment {
  return { kind: 'range', window, step: Math.max(60, Math.ceil((window.to - window.from) / 500)) };
}
