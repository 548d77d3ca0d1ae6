/** What a dashboard's variables stand for when it is opened, as Grafana resolves them. */
import { unwrap } from '../../lint/read/envelope.ts';
import { list, text, type Json } from '../../lint/read/json.ts';
import { fill, referredTo } from '../interpolate.ts';
import { autoInterval, listedIntervals, rateIntervalOf, readInterval, writeInterval } from '../intervals.ts';
import { interrupted } from '../prometheus/failures.ts';
import { QueryRefused, type Prometheus, type Window } from '../prometheus/prometheus.ts';
import type { Chosen, ResolvedVariable, ResolvedVariables, Scope, VariableOutcome } from '../scope.ts';
import { ask } from './ask.ts';
import { choose, keep, take, type Choice } from './choose.ts';
import { definitionsOf, type Definition } from './definition.ts';
import { distinct, filtered, listed, listedAsJson, sorted, type Option } from './options.ts';
import { inOrder } from './order.ts';

export interface ResolveOptions {
  /** Of the data source, in seconds. */
  readonly scrapeInterval: number;
  /** Values by the name of the variable; `$__all` or `All` is all of them. Names that the dashboard lacks do nothing. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Each variable is resolved after those that it refers to, and asks the one server that is given, whatever Prometheus
 * its dashboard names. What fails is told in its outcome; what was saved is chosen then. A variable that refreshes
 * never is asked too: Grafana has done so since version 11.
 * @param json a dashboard in one of its wrappings; without variables where it is none
 * @throws UserError where the server cannot be asked at all, or when it is interrupted
 */
export async function resolveVariables(
  json: unknown,
  prometheus: Prometheus,
  window: Window,
  options: ResolveOptions,
): Promise<ResolvedVariables> {
  const unwrapped = unwrap(json);
  const dashboard: Json = typeof unwrapped === 'string' ? {} : unwrapped;
  const definitions = definitionsOf(dashboard);
  const variables = new Map<string, ResolvedVariable>();
  const outcomes = new Map<string, VariableOutcome>();
  const scope: Scope = {
    variables,
    window,
    interval: options.scrapeInterval,
    rateInterval: rateIntervalOf(options.scrapeInterval, options.scrapeInterval),
    dashboard: { uid: text(dashboard['uid']), title: text(dashboard['title']) },
  };
  for (const { definition, circle } of inOrder(definitions)) {
    if (options.signal?.aborted === true) throw interrupted();
    const { name, type, multi, includeAll } = definition;
    const begun = performance.now();
    const offer =
      circle.length > 0
        ? { problem: `it refers to itself: ${circle.join(' → ')}` }
        : await offerOf(definition, { definitions, prometheus, scope });
    const { chosen, problem } = choiceOf(definition, offer, options.given.get(name), window);
    const problems = [offer.problem, problem].filter((each) => each !== undefined);
    variables.set(name, { name, type, multi, includeAll, chosen });
    outcomes.set(name, {
      name,
      type,
      query: offer.query,
      options: offer.options?.map(({ value }) => value),
      seconds: (performance.now() - begun) / 1000,
      problem: problems.length === 0 ? undefined : problems.join('; '),
    });
  }
  return {
    variables,
    outcomes: definitions.map(({ name }) => outcomes.get(name)).filter((outcome) => outcome !== undefined),
  };
}

/** What a variable offers, or why that is not known. */
interface Offer {
  /** Its query, filled in. */
  readonly query?: string;
  readonly options?: readonly Option[];
  readonly problem?: string;
}

interface Surroundings {
  readonly definitions: readonly Definition[];
  readonly prometheus: Prometheus;
  readonly scope: Scope;
}

async function offerOf(definition: Definition, surroundings: Surroundings): Promise<Offer> {
  const { type, query, json } = definition;
  switch (type) {
    case 'query':
      return queried(definition, surroundings);
    case 'custom':
      return attempt(undefined, () => {
        const asJson = json['valuesFormat'] === 'json';
        return asJson ? listedAsJson(query) : listed(fill(query, surroundings.scope, 'text').text);
      });
    case 'interval': {
      const intervals = listedIntervals(query).map((each) => ({ value: each, text: each }));
      return { options: json['auto'] === true ? [{ value: 'auto', text: 'auto' }, ...intervals] : intervals };
    }
    case 'datasource':
    case 'constant':
    case 'textbox':
    case 'switch':
    case 'groupby':
      return {};
    case 'adhoc': {
      const filters = [...list(json['filters']), ...list(json['baseFilters'])];
      return filters.length === 0 ? {} : { problem: 'its filters are not supported: they are left out of the queries' };
    }
    default:
      return { problem: type === '' ? 'it has no type' : `variables of type "${type}" are not supported` };
  }
}

async function queried(definition: Definition, { definitions, prometheus, scope }: Surroundings): Promise<Offer> {
  const source = otherSource(definition, definitions);
  if (source !== undefined) return { problem: `not of Prometheus: it asks ${source}` };
  if (definition.query === '') return { options: [] };
  const query = fill(definition.query, scope).text;
  if (referredTo(definition.query).has('__rate_interval')) {
    return { query, problem: 'Grafana fills in $__rate_interval only in the queries of panels' };
  }
  const names = await attempt(query, () => ask(query, prometheus, scope.window));
  const brought = names.options;
  if (brought === undefined) return names;
  return attempt(query, () => {
    const regex = fill(definition.regex, scope, 'regex').text;
    const applyTo = definition.json['regexApplyTo'] === 'text' ? 'text' : 'value';
    return sorted(
      distinct(
        filtered(
          brought.map(({ value }) => value),
          regex,
          applyTo,
        ),
      ),
      definition.sort,
    );
  });
}

/** What fails with the query or its regular expression is a problem; what fails with the server is thrown on. */
async function attempt(
  query: string | undefined,
  task: () => readonly Option[] | Promise<readonly string[]>,
): Promise<Offer> {
  const asked = query === undefined ? {} : { query };
  try {
    const brought = await task();
    return {
      ...asked,
      options: brought.map((each) => (typeof each === 'string' ? { value: each, text: each } : each)),
    };
  } catch (error) {
    if (error instanceof QueryRefused) return { ...asked, problem: `${error.type}: ${error.message}` };
    if (error instanceof SyntaxError) return { ...asked, problem: error.message };
    throw error;
  }
}

/** The type of the data source that it asks, where that is none of Prometheus. */
function otherSource(
  { dataSource: { type, uid } }: Definition,
  definitions: readonly Definition[],
): string | undefined {
  const reference = /^\$\{?(\w+)/.exec(uid)?.[1];
  const variable = definitions.find((each) => each.type === 'datasource' && each.name === reference);
  const known = type || variable?.query || (/^(?:-- )?grafana(?: --)?$/i.test(uid) ? 'grafana' : '');
  return known === '' || known === 'prometheus' || known.endsWith('prometheus-datasource') ? undefined : known;
}

function choiceOf(
  definition: Definition,
  { options, problem }: Offer,
  given: readonly string[] | undefined,
  window: Window,
): Choice {
  const { type, query, saved } = definition;
  const wanted = given !== undefined && given.length > 0 ? given : undefined;
  switch (type) {
    case 'interval':
      return interval(definition, wanted, window);
    case 'constant': {
      const chosen = plain(query);
      return wanted === undefined ? { chosen } : { chosen, problem: 'it is a constant, and a value was given' };
    }
    case 'adhoc':
      return wanted === undefined ? { chosen: plain('') } : { chosen: plain(''), problem: 'it takes no value' };
    case 'textbox':
      return wanted === undefined
        ? { chosen: plain((typeof saved.value === 'string' ? saved.value : saved.value[0]) || query) }
        : take(definition, wanted, undefined);
    case 'switch':
      return wanted === undefined
        ? { chosen: plain(typeof saved.value === 'string' && saved.value !== '' ? saved.value : 'false') }
        : take(definition, wanted, undefined);
    default:
      if (wanted !== undefined) return take(definition, wanted, options);
      // Grafana keeps what was saved of a custom variable that offers nothing.
      if (options === undefined || problem !== undefined) return { chosen: keep(definition) };
      if (type === 'custom' && options.length === 0) return { chosen: keep(definition) };
      return { chosen: choose(definition, options) };
  }
}

function interval(definition: Definition, given: readonly string[] | undefined, window: Window): Choice {
  const { query, json, saved } = definition;
  const offered = listedIntervals(query);
  const savedValue = typeof saved.value === 'string' ? saved.value : (saved.value[0] ?? '');
  const wish =
    given?.[0] ?? (savedValue.startsWith('$__auto') || offered.includes(savedValue) ? savedValue : offered[0]);
  if (wish === undefined) return { chosen: plain(''), problem: 'it offers no interval' };
  if (wish === 'auto' || wish.startsWith('$__auto')) {
    const { auto_count: count, auto_min: min } = json;
    const least = readInterval(text(min)) ?? 10;
    const length = autoInterval(window, typeof count === 'number' ? count : 30, least);
    return { chosen: { kind: 'one', value: writeInterval(length), text: 'auto' } };
  }
  const chosen = plain(wish);
  return readInterval(wish) === undefined ? { chosen, problem: `"${wish}" is no interval` } : { chosen };
}

function plain(value: string): Chosen {
  return { kind: 'one', value, text: value };
}
