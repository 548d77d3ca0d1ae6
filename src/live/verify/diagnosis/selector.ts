/** Names the first part of a selector that matches nothing. */
import { namesAsked } from '../../../lint/promql/names.ts';
import type { Matcher, SelectorNode } from '../../../promql/ast.ts';
import { print } from '../../../promql/print.ts';
import { nearest, orNearest } from '../../../text/nearest.ts';
import { lengthInSeconds } from '../../../time/duration.ts';
import { spoken } from '../../../time/spoken.ts';
import { bare, endOf, type Moment, type Probes } from '../probes.ts';
import { some, type Cause } from './cause.ts';
import { aggregate, instantly, type Located, type Standing } from './shape.ts';

/** Why a selector that matches nothing does so. */
export async function causeOf({ selector, standing }: Located, moment: Moment, probes: Probes): Promise<Cause> {
  const has = async (part: SelectorNode): Promise<boolean> =>
    (await probes.series(standing(aggregate('group', instantly(part))), moment)).length > 0;
  const { offset, at, ...now } = selector;
  if ((offset !== undefined || at !== undefined) && (await has(now))) return notThatOld(selector, moment, probes);
  const { range, ...instant } = now;
  if (range !== undefined && (await has(instant))) return notInRange(instant, range, moment, probes);
  const named: SelectorNode = { ...instant, matchers: [] };
  const isNamed = instant.name !== undefined;
  if (isNamed && !(await has(named))) return notScraped(instant, moment, probes);
  for (const [index, matcher] of instant.matchers.entries()) {
    const before = instant.matchers.slice(0, index);
    if (await has({ ...instant, matchers: [...before, matcher] })) continue;
    if (!isNamed && before.length === 0) return noSuchSeries(matcher, instant, probes);
    return noSuchLabel({ ...instant, matchers: before }, matcher, standing, moment, probes);
  }
  return {
    problem: `${print(selector)} matches no series`,
    next: 'Look at what the server has of it.',
  };
}

async function notThatOld(selector: SelectorNode, moment: Moment, probes: Probes): Promise<Cause> {
  const { offset, at } = selector;
  const asked = offset === undefined ? `@ ${at}` : `offset ${offset}`;
  const back = offset === undefined ? undefined : lengthInSeconds(offset);
  const oldest = back === undefined ? undefined : await probes.oldest(selector, endOf(moment), back);
  const age = oldest === undefined ? '' : `; the oldest sample is ${spoken(oldest)} old`;
  return {
    problem: `${asked}: there is no data of ${nameOf(selector)} that old${age}`,
    next: 'Wait until the server has as much history, or give it some.',
  };
}

async function notInRange(selector: SelectorNode, range: string, moment: Moment, probes: Probes): Promise<Cause> {
  const age = await probes.age(selector, endOf(moment));
  const newest = age === undefined ? '' : `; the newest is ${spoken(age)} old`;
  return {
    problem: `${nameOf(selector)} has no sample within ${range}${newest}`,
    next: 'Take a longer range, or scrape more often.',
  };
}

async function notScraped(selector: SelectorNode, moment: Moment, probes: Probes): Promise<Cause> {
  const { name = '' } = selector;
  const names = await probes.names();
  if (names.includes(name)) {
    const age = await probes.age({ kind: 'selector', name, matchers: [] }, endOf(moment));
    const newest = age === undefined ? '' : `; the newest is ${spoken(age)} old`;
    return {
      problem: `${name} has no sample ${moment.kind === 'range' ? 'in the time range' : 'of now'}${newest}`,
      next: 'See whether what exposes it still runs.',
    };
  }
  if (ofAlerts.has(name)) {
    return { problem: `there is no ${name}: no alert is pending or firing`, next: 'Load the rules; else all is well.' };
  }
  const jobs = selector.metric?.jobs ?? [];
  const scraped = await probes.jobs();
  const down = jobs.filter((job) => scraped.get(job) === false);
  const isDown = down.length > 0 && down.length === jobs.filter((job) => scraped.has(job)).length;
  return {
    problem: `metric ${name} is not scraped${orNearest(similar(name, names))}${isDown ? ` (${down.join(', ')} is down)` : ''}`,
    metric: name,
    next: isDown ? 'Start what is down.' : remedy(jobs),
  };
}

/** A metric of the catalogue has the right name. */
function remedy(jobs: readonly string[]): string {
  return jobs.length === 0
    ? 'Correct the name, or expose the metric and scrape it.'
    : `See why ${jobs.join(', ')} does not expose it; where that is right, say that the panel may be empty.`;
}

/** Series that Prometheus writes only while there is such an alert. */
const ofAlerts: ReadonlySet<string> = new Set(['ALERTS', 'ALERTS_FOR_STATE']);

/** The name that is meant: nearly the same, or the same with another ending. */
function similar(name: string, names: readonly string[]): string | undefined {
  return nearest(name, names) ?? names.find((other) => other.startsWith(`${name}_`) || name.startsWith(`${other}_`));
}

async function noSuchSeries(matcher: Matcher, selector: SelectorNode, probes: Probes): Promise<Cause> {
  const asked = namesAsked(selector);
  if (matcher.label !== '__name__' || asked.kind !== 'names' || asked.patterns.length > 0) {
    return { problem: `no series has ${printed(matcher)}`, next: 'Correct the condition, or scrape what fits it.' };
  }
  const known = await probes.names();
  const listed = asked.names.map((name) => `${name}${orNearest(similar(name, known))}`);
  return {
    problem: `none of these metrics is scraped: ${listed.join(', ')}`,
    ...(asked.names[0] === undefined ? {} : { metric: asked.names[0] }),
    next: 'Correct the names, or expose one of the metrics and scrape it.',
  };
}

/** What the series that fit so far have of the label. */
async function noSuchLabel(
  sofar: SelectorNode,
  matcher: Matcher,
  standing: Standing,
  moment: Moment,
  probes: Probes,
): Promise<Cause> {
  const { label } = matcher;
  const byLabel = { ...aggregate('group', sofar), grouping: { by: true, labels: [label] } };
  const found = await probes.series(standing(byLabel), moment);
  const values = [...new Set(found.map(({ labels }) => labels[label] ?? ''))].sort();
  if (values.every((value) => value === '')) {
    const known = (await probes.labelNames(bare(sofar))).filter((name) => name !== '__name__');
    return {
      problem: `no series of ${print(sofar)} has the label "${label}"${orNearest(nearest(label, known))}`,
      next: known.length === 0 ? 'Correct the label.' : `Correct the label; there are ${some([...known].sort(), 10)}.`,
    };
  }
  const listed = values.map((value) => (value === '' ? '(none)' : value));
  return {
    problem: `no series of ${print(sofar)} has ${printed(matcher)}; it has: ${some(listed)}`,
    next: 'Correct the value, or see why no such series is exposed.',
  };
}

function printed(matcher: Matcher): string {
  return print({ kind: 'selector', matchers: [matcher] }).slice(1, -1);
}

function nameOf({ name, matchers }: SelectorNode): string {
  return name ?? print({ kind: 'selector', matchers });
}
