/** Tells what a Prometheus cannot prove, for it does not scrape what would expose it. */
import { namesAsked } from '../../lint/promql/names.ts';
import type { MetricInfo } from '../../metrics/metric.ts';
import type { Matcher, SelectorNode } from '../../promql/ast.ts';
import type { Lookup } from '../../promql/parse.ts';

/**
 * The jobs that would have to be scraped for a selector to match anything; none where one of them is, or where that is
 * not known.
 * @param written the query as the dashboard has it: only a job that it names itself, not one that was chosen, counts
 * @param scraped the jobs that the server scrapes
 */
export function unscraped(
  selector: SelectorNode,
  written: string,
  scraped: ReadonlyMap<string, unknown>,
  lookup: Lookup,
): readonly string[] {
  const { matchers } = selector;
  const present = [...scraped.keys()];
  const ofJob = matchers.filter(({ label }) => label === 'job');
  const named = ofJob.filter(
    ({ operator, value }) => (operator === '=' || operator === '=~') && /\w/.test(value) && written.includes(value),
  );
  const vain = named.find((matcher) => !present.some((job) => matches(matcher, job)));
  if (vain !== undefined) return jobsIn(vain);
  const exposing = metricsOf(selector, lookup).flatMap(({ jobs, notFrom }) => jobs.filter((job) => job !== notFrom));
  const narrowed = exposing.filter((job) => ofJob.every((matcher) => matches(matcher, job)));
  const needed = [...new Set(narrowed.length === 0 ? exposing : narrowed)];
  return needed.some((job) => scraped.has(job)) ? [] : needed;
}

/** The metrics that a selector may be of; none where not all of them are known. */
function metricsOf(selector: SelectorNode, lookup: Lookup): readonly MetricInfo[] {
  if (selector.metric !== undefined) return [selector.metric];
  const asked = namesAsked(selector);
  if (selector.name !== undefined || asked.kind !== 'names' || asked.patterns.length > 0) return [];
  const known = asked.names.map(lookup).filter((metric) => metric !== undefined);
  return known.length === asked.names.length ? known : [];
}

function jobsIn({ operator, value }: Matcher): readonly string[] {
  return operator === '=~' && /^[\w|-]+$/.test(value) ? value.split('|') : [value];
}

function matches({ operator, value }: Matcher, job: string): boolean {
  switch (operator) {
    case '=':
      return job === value;
    case '!=':
      return job !== value;
    case '=~':
      return fits(value, job);
    case '!~':
      return !fits(value, job);
  }
}

/** A pattern that only Prometheus can read fits anything, so that nothing is excused on its account. */
function fits(pattern: string, job: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(job);
  } catch {
    return true;
  }
}
