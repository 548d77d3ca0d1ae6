/** The policy: every number and colour that a team decides, named once, read by panels and rules alike. */
import { UserError } from '../errors/user-error.ts';
import type { Duration } from '../time/duration.ts';
import { alertsFrom, defaultTimings, type Alerts, type AlertName, type AlertTiming } from './alerts.ts';
import { defaultColours, type ColourName, type Colours } from './colours.ts';
import { defaultLimits, type Limit, type LimitName, type Limits } from './limits.ts';
import {
  budget,
  burnRates,
  defaultObjectives,
  type BurnRate,
  type LatencyObjective,
  type Objectives,
} from './objectives.ts';

export interface Policy {
  readonly limits: Limits;
  readonly alerts: Alerts;
  readonly objectives: Objectives;
  readonly burnRates: readonly BurnRate[];
  readonly colours: Colours;
  /** How often Prometheus scrapes; Grafana derives `$__rate_interval` from it. */
  readonly scrapeInterval: Duration;
  /** How many samples the queries of a panel may touch together, over the time range of its dashboard. */
  readonly panelSamples: number;
}

/** `T` with every field left to choose. */
type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What the configuration may change. */
export interface PolicyOverrides {
  readonly limits?: { readonly [N in LimitName]?: Some<Pick<Limit, 'amber' | 'red'>> | undefined } | undefined;
  readonly alerts?: { readonly [N in AlertName]?: Some<AlertTiming> | undefined } | undefined;
  readonly objectives?: { readonly [N in keyof Objectives]?: Some<LatencyObjective> | undefined } | undefined;
  readonly colours?: { readonly [N in ColourName]?: string | undefined } | undefined;
  readonly scrapeInterval?: Duration | undefined;
  readonly panelSamples?: number | undefined;
}

/**
 * The policy with a team's own values.
 * @throws UserError where a value can not work, naming its key
 */
export function policyWith(overrides: PolicyOverrides = {}): Policy {
  refuse(policyMistakes(overrides));
  const objectives = objectivesWith(overrides);
  const limits = limitsWith(overrides, objectives);
  return {
    limits,
    alerts: alertsFrom(limits, overlayEach<AlertName, AlertTiming>(defaultTimings, overrides.alerts)),
    objectives,
    burnRates,
    colours: overlay<Colours>(defaultColours, overrides.colours),
    scrapeInterval: overrides.scrapeInterval ?? '15s',
    panelSamples: overrides.panelSamples ?? defaultPanelSamples,
  };
}

/** What a Prometheus reads in about a second: 40 million, measured on one core. */
const defaultPanelSamples = 50_000_000;

/** A value that can not work. */
export interface PolicyMistake {
  /** Its key, below `policy`. */
  readonly path: readonly string[];
  readonly problem: string;
}

/** Values that can not work, by themselves or beside the defaults; none where the policy is sound. */
export function policyMistakes(overrides: PolicyOverrides = {}): readonly PolicyMistake[] {
  const objectives = objectivesWith(overrides);
  const mistakes = wrongObjectives(objectives);
  // A limit follows from an objective, so where that is wrong the limits have nothing to add.
  return mistakes.length > 0 ? mistakes : wrongLimits(limitsWith(overrides, objectives));
}

function objectivesWith({ objectives }: PolicyOverrides): Objectives {
  return {
    orderSuccess: overlay(defaultObjectives.orderSuccess, objectives?.orderSuccess),
    orderLatency: overlay(defaultObjectives.orderLatency, objectives?.orderLatency),
  };
}

/** The share of orders that may fail is named by their objective; from there on the error ratio is worth a look. */
function limitsWith({ limits }: PolicyOverrides, { orderSuccess }: Objectives): Limits {
  const orderErrorRatio = { ...defaultLimits.orderErrorRatio, amber: budget(orderSuccess) };
  const result: Record<LimitName, Limit> = { ...defaultLimits, orderErrorRatio };
  for (const name in defaultLimits) {
    if (!isLimitName(name)) continue;
    const { amber = result[name].amber, red = result[name].red } = limits?.[name] ?? {};
    result[name] = { bad: result[name].bad, red, ...(amber === undefined ? {} : { amber }) };
  }
  return result;
}

/** The defaults, with the values that are given in their place. */
function overlay<T extends object>(defaults: T, given: Some<T> | undefined): T {
  const result = { ...defaults };
  for (const key in defaults) {
    const value = given?.[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function overlayEach<Name extends string, T extends object>(
  defaults: Readonly<Record<Name, T>>,
  given: { readonly [N in Name]?: Some<T> | undefined } | undefined,
): Readonly<Record<Name, T>> {
  const result: Record<Name, T> = { ...defaults };
  for (const name in defaults) result[name] = overlay<T>(defaults[name], given?.[name]);
  return result;
}

/** Limits of values between 0 and 1. */
const ratios = /Ratio$|^databaseConnections$|^taskSlotsUsed$/;

function isLimitName(name: string): name is LimitName {
  return name in defaultLimits;
}

function wrongLimits(limits: Limits): readonly PolicyMistake[] {
  return Object.entries<Limit>(limits).flatMap(([name, { bad, amber, red }]) => {
    const path = ['limits', name];
    const values = [red, amber ?? 0];
    if (!values.every((value) => value >= 0)) return [{ path, problem: 'no value here is ever below 0' }];
    if (ratios.test(name) && Math.max(...values) > 1) return [{ path, problem: 'a ratio never exceeds 1' }];
    if (amber === undefined) return [];
    const inOrder = bad === 'above' ? amber <= red : amber >= red;
    if (inOrder) return [];
    const problem = `amber (${amber}) must come before red (${red}), and ${bad} is bad here`;
    return [{ path, problem }];
  });
}

function wrongObjectives(objectives: Objectives): readonly PolicyMistake[] {
  const fastest = Math.max(...burnRates.map((rate) => rate.factor));
  return Object.entries(objectives).flatMap(([name, objective]) => {
    const path = ['objectives', name, 'target'];
    const { target } = objective;
    if (!(target > 0 && target < 1)) return [{ path, problem: `${target} is not between 0 and 1` }];
    // A ratio never exceeds 1, so a budget of more than 1 / 14.4 cannot burn that fast.
    const most = 1 / fastest;
    const spare = budget(objective);
    if (spare < most) return [];
    const never = `a budget of ${spare} can never burn ${fastest} times as fast as it may`;
    return [{ path, problem: `${never}; it must be below ${most.toFixed(3)}` }];
  });
}

function refuse(mistakes: readonly PolicyMistake[]): void {
  if (mistakes.length === 0) return;
  throw new UserError('The policy has values that cannot work.', {
    details: mistakes.map(({ path, problem }) => `policy.${path.join('.')}: ${problem}`),
    next: 'Change them in dashboards.config.yaml.',
  });
}
