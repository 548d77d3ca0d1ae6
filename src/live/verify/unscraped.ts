/** Tells what a Prometheus cannot prove, for it does not scrape what would expose it. */
import { namesAsked } from '../../lint/promql/names.ts';
import type { MetricInfo } from '../../metrics/metric.ts';
import type { Matcher, SelectorNode } from '../../promql/ast.ts';
import type { Lookup } from '../../promql/parse.ts';

export interface Scraping {
  /** The jobs that the server scrapes. */
  readonly jobs: readonly string[];
  /** The names of all series that it has. */
  readonly names: ReadonlySet<string>;
  /** What the catalogue says of a series name. */
  readonly lookup: Lookup;
}

/**
 * The jobs that would have to be scraped for a selector to match anything; none where one of them is, where that is not
 * known, and where some other job exposes the metric.
 * @param written the query as the dashboard has it: only a job that it names itself, not one that was chosen, counts
 */
export function unscraped(
  selector: SelectorNode,
  written: string,
  { jobs, names, lookup }: Scraping,
): readonly string[] {
  const ofJob = selector.matchers.filter(({ label }) => label === 'job');
  const named = ofJob.filter((matcher) => isWritten(matcher, written));
  const vain = named.find((matcher) => !jobs.some((job) => matches(matcher, job)));
  if (vain !== undefined) return jobsIn(vain);
  if (namesOf(selector).some((name) => names.has(name))) return [];
  // What Prometheus or a rule makes has no job of its own, and needs none to be scraped.
  const exposing = metricsOf(selector, lookup)
    .filter(({ labels }) => labels.includes('job'))
    .flatMap(({ jobs: of, notFrom }) => of.filter((job) => job !== notFrom));
  const narrowed = exposing.filter((job) => ofJob.every((matcher) => matches(matcher, job)));
  const needed = [...new Set<string>(narrowed.length === 0 ? exposing : narrowed)];
  return needed.some((job) => jobs.includes(job)) ? [] : needed;
}

/** Whether a query names that job itself, as `job="…"`. */
function isWritten({ operator, value }: Matcher, written: string): boolean {
  if ((operator !== '=' && operator !== '=~') || !/\w/.test(value) || value.includes('$')) return false;
  const own = written.matchAll(/\bjob\s*=~?\s*(["'`])(.*?)\1/gs);
  return [...own].some(([, , text = '']) => text.replaceAll('\\\\', '\\') === value);
}

/** The metrics that a selector may be of; none where not all of them are known. */
function metricsOf(selector: SelectorNode, lookup: Lookup): readonly MetricInfo[] {
  if (selector.metric !== undefined) return [selector.metric];
  const names = namesOf(selector);
  const known = names.map(lookup).filter((metric) => metric !== undefined);
  return known.length === names.length ? known : [];
}

/** The names that a selector spells out; none where one of them is a pattern. */
function namesOf(selector: SelectorNode): readonly string[] {
  if (selector.name !== undefined) return [selector.name];
  const asked = namesAsked(selector);
  return asked.kind === 'names' && asked.patterns.length === 0 ? asked.names : [];
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
