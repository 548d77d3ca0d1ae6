/** Tells what a Prometheus cannot prove, for it does not scrape what would expose it. */
import type { Matcher, SelectorNode } from '../../promql/ast.ts';

/**
 * The jobs that would have to be scraped for a selector to match anything; none where one of them is, or where that is
 * not known.
 * @param written the query as the dashboard has it: only a job that it names itself, not one that was chosen, counts
 * @param scraped the jobs that the server scrapes
 */
export function unscraped(
  { metric, matchers }: SelectorNode,
  written: string,
  scraped: ReadonlyMap<string, unknown>,
): readonly string[] {
  const present = [...scraped.keys()];
  const ofJob = matchers.filter(({ label }) => label === 'job');
  const named = ofJob.filter(
    ({ operator, value }) => (operator === '=' || operator === '=~') && /\w/.test(value) && written.includes(value),
  );
  const vain = named.find((matcher) => !present.some((job) => matches(matcher, job)));
  if (vain !== undefined) return jobsIn(vain);
  const exposing = (metric?.jobs ?? []).filter((job) => job !== metric?.notFrom);
  const narrowed = exposing.filter((job) => ofJob.every((matcher) => matches(matcher, job)));
  const needed = narrowed.length === 0 ? exposing : narrowed;
  return needed.some((job) => scraped.has(job)) ? [] : needed;
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
