/** Asks everything that a dashboard asks. */
import { UserError } from '../../errors/user-error.ts';
import { list, object, text, type Json } from '../../lint/read/json.ts';
import { fill } from '../interpolate.ts';
import { panelSteps, readInterval } from '../intervals.ts';
import type { Window } from '../prometheus/prometheus.ts';
import type { ResolvedVariable, Scope } from '../scope.ts';
import { resolveVariables } from '../variables/resolve.ts';
import { checkQuery, plus, type Asking } from './check-query.ts';
import { checkVariable } from './check-variable.ts';
import { equalToAny } from './equal-to-any.ts';
import { panelWindow } from './panel-window.ts';
import type { LiveAnnotation, LiveDashboard, LivePanel, LiveQuery } from './dashboard.ts';
import { Probes, type Moment } from './probes.ts';
import { worst, type DashboardResult, type NamedResult, type PanelResult, type QueryResult } from './result.ts';

export interface Circumstances extends Asking {
  readonly window: Window;
  /** Of the data source, in seconds. */
  readonly scrapeInterval: number;
  /** What is chosen of variables, by name. */
  readonly chosen: ReadonlyMap<string, readonly string[]>;
  /** Called for each panel that is done. */
  readonly advance: () => void;
}

/** What became of a part that may have been cut short. */
type Outcome<T> = { readonly value: T } | 'cut short';

/**
 * What all of a dashboard comes to. Where the server is lost on the way, what was found until then.
 */
export async function checkDashboard(dashboard: LiveDashboard, given: Circumstances): Promise<DashboardResult> {
  const { file, uid, title, panels, annotations } = dashboard;
  const { from, to } = given.window;
  const base = { file, uid, title, from, to };
  const resolved = await cutShort(
    resolveVariables(dashboard.json, given.prometheus, given.window, {
      scrapeInterval: given.scrapeInterval,
      given: given.chosen,
    }),
  );
  if (resolved === 'cut short') {
    return { ...base, variables: [], annotations: [], panels: [], unfinished: panels.length };
  }
  const { variables, outcomes } = resolved.value;
  const scope: Scope = {
    variables,
    window: given.window,
    interval: 60,
    rateInterval: 4 * given.scrapeInterval,
    dashboard: { uid, title },
  };
  const [ofVariables, ofAnnotations, ofPanels] = await Promise.all([
    Promise.all(
      outcomes.map((outcome) => cutShort(checkVariable(outcome, writtenIn(dashboard.json, outcome.name), given))),
    ),
    Promise.all(annotations.map((annotation) => cutShort(checkAnnotation(annotation, scope, given)))),
    Promise.all(
      panels.map(async (panel) => {
        const checked = await cutShort(checkPanel(panel, scope, given));
        if (checked !== 'cut short') given.advance();
        return checked;
      }),
    ),
  ]);
  const finished = whole(ofPanels);
  return {
    ...base,
    variables: whole(ofVariables).filter((variable) => variable !== undefined),
    annotations: whole(ofAnnotations),
    panels: finished,
    unfinished: panels.length - finished.length,
  };
}

function whole<T>(outcomes: readonly Outcome<T>[]): readonly T[] {
  return outcomes.flatMap((outcome) => (outcome === 'cut short' ? [] : [outcome.value]));
}

/** Whoever asked for the run knows why it was cut short; a defect of ours is thrown. */
async function cutShort<T>(task: Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await task };
  } catch (error) {
    if (error instanceof UserError || (error instanceof Error && error.name === 'AbortError')) return 'cut short';
    throw error;
  }
}

async function checkPanel(panel: LivePanel, scope: Scope, given: Circumstances): Promise<PanelResult> {
  const { id, title, repeatedFor, notJudged } = panel;
  const window = panelWindow(panel.json, given.window);
  const isOfDashboard = window.from === given.window.from && window.to === given.window.to;
  const probes = isOfDashboard ? given.probes : new Probes(given.prometheus, window);
  const repeated = repeatedFor.filter((name) => scope.variables.has(name));
  const widened = {
    ...scope,
    window,
    variables: repeated.length === 0 ? scope.variables : atAllValues(scope.variables, repeated),
  };
  const queries = await Promise.all(
    panel.queries.map((query) => {
      const asked = { ...query, text: equalToAny(query.text, repeated) };
      return checkTarget(panel, asked, widened, { ...given, window, probes });
    }),
  );
  return {
    id,
    title: fill(title, widened, 'text').text,
    state: worst(queries.map(({ state }) => state)),
    queries,
    notJudged,
    samples: queries.map(({ samples }) => samples).reduce(plus, 0),
    repeatedFor: repeated,
  };
}

/** In place of a panel for each value, one for all of them. */
function atAllValues(
  variables: ReadonlyMap<string, ResolvedVariable>,
  names: readonly string[],
): ReadonlyMap<string, ResolvedVariable> {
  return new Map(
    [...variables].map(([name, variable]) => [
      name,
      names.includes(name) ? { ...variable, multi: true, chosen: everything(variable) } : variable,
    ]),
  );
}

function everything({ chosen }: ResolvedVariable): ResolvedVariable['chosen'] {
  return chosen.kind === 'all' && chosen.values.length > 0 ? { ...chosen, custom: undefined } : chosen;
}

async function checkTarget(
  panel: LivePanel,
  query: LiveQuery,
  dashboard: Scope,
  given: Circumstances,
): Promise<QueryResult> {
  const steps = panelSteps(
    panel.json,
    query.json,
    given.window,
    given.scrapeInterval,
    (text) => fill(text, dashboard, 'text').text,
  );
  const scope = { ...dashboard, ...steps };
  const { text, unknown } = fill(query.text, scope);
  const over: Moment = overRange(given.window, steps.interval);
  const at: Moment = { kind: 'instant', at: given.window.to };
  const moments: readonly [Moment, ...Moment[]] = !query.range ? [at] : query.instant ? [over, at] : [over];
  const { refId, mayBeEmpty } = query;
  return checkQuery({ query: refId, written: query.text, text, unknown, moments, mayBeEmpty }, given);
}

/**
 * Steps are counted back from the end, so that what has only just begun is seen. Grafana asks at multiples of the step,
 * and shows it a step later.
 */
function overRange({ from, to }: Window, step: number): Moment {
  return { kind: 'range', window: { from: to - Math.floor((to - from) / step) * step, to }, step };
}

/** Most of the time nothing has happened that an annotation would mark. */
const marks = 'an annotation marks what has happened, and nothing has';

async function checkAnnotation(
  { name, text: written, step, mayBeEmpty }: LiveAnnotation,
  dashboard: Scope,
  given: Circumstances,
): Promise<NamedResult> {
  if (written === undefined) {
    return { name, query: '', state: 'not judged', series: 0, age: undefined, seconds: undefined, samples: undefined };
  }
  const interval = readInterval(fill(step, dashboard, 'text').text) ?? 60;
  const { text, unknown } = fill(written, { ...dashboard, interval });
  const moments = [overRange(given.window, interval)] as const;
  const result = await checkQuery({ query: '', written, text, unknown, moments, mayBeEmpty }, given);
  // That something it reads is not there at all is worth knowing; that its condition holds for nothing, is not.
  const isQuiet = result.state === 'empty' && result.metric === undefined;
  if (!isQuiet) return { ...result, name };
  const { problem: _, next: __, ...rest } = result;
  return { ...rest, name, state: 'may be empty', reason: marks };
}

/** The query of a variable as the dashboard has it. */
function writtenIn(json: Json, name: string): string {
  const definition = list(object(json['templating'])['list'])
    .map(object)
    .find((variable) => variable['name'] === name);
  const query = definition?.['query'];
  return text(query) || text(object(query)['query']);
}
