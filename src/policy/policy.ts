/** The policy: every number and colour that a team decides, named once, read by panels and rules alike. */
import { UserError } from '../errors/user-error.ts';
import type { Duration } from '../time/duration.ts';
import { alertsFrom, defaultTimings, type Alerts, type AlertName, type AlertTiming, type Timings } from './alerts.ts';
import { defaultColours, type ColourName, type Colours } from './colours.ts';
import { defaultLimits, type Limit, type LimitName, type Limits } from './limits.ts';
import { budget, burnRates, defaultObjectives, type BurnRate, type LatencyObjective, type Objectives } from './objectives.ts';

export interface Policy {
  readonly limits: Limits;
  readonly alerts: Alerts;
  readonly objectives: Objectives;
  readonly burnRates: readonly BurnRate[];
  readonly colours: Colours;
  /** How often Prometheus scrapes; Grafana derives `$__rate_interval` from it. */
  readonly scrapeInterval: Duration;
}

/** `T` with every field left to choose. */
type Some<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What the configuration may change. */
export interface PolicyOverrides {
  readonly limits?: { readonly [N in LimitName]?: Some<Pick<Limit, 'amber' | 'red'>> | undefined } | undefined;
  readonly alerts?: { readonly [N in AlertName]?: Some<AlertTiming> | undefined } | undefined;
  readonly objectives?:
    | { readonly [N in keyof Objectives]?: Some<LatencyObjective> | undefined }
    | undefined;
  readonly colours?: { readonly [N in ColourName]?: string | undefined } | undefined;
  readonly scrapeInterval?: Duration | undefined;
}

/**
 * The policy with a team's own values.
 * @throws UserError where a value can not work, naming its key
 */
export function policyWith(overrides: PolicyOverrides = {}): Policy {
  const limits = overlayEach<Limits>(defaultLimits, overrides.limits);
  const timings = overlayEach<Timings>(defaultTimings, overrides.alerts);
  const objectives = overlayEach<Objectives>(defaultObjectives, overrides.objectives);
  refuse([...wrongLimits(limits), ...wrongObjectives(objectives)]);
  return {
    limits,
    alerts: alertsFrom(limits, timings),
    objectives,
    burnRates,
    colours: overlay<Colours>(defaultColours, overrides.colours),
    scrapeInterval: overrides.scrapeInterval ?? '15s',
  };
}

/** The defaults, with the values that are given in their place. */
function overlay<T extends object>(defaults: T, given: Some<T> | undefined): T {
  const present = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(present) };
}

function overlayEach<T extends Readonly<Record<string, object>>>(
  defaults: T,
  given: { readonly [K in keyof T]?: object | undefined } | undefined,
): T {
  const merged = Object.entries(defaults).map(([key, value]) => [key, overlay(value, given?.[key])]);
  return { ...defaults, ...Object.fromEntries(merged) };
}

function wrongLimits(limits: Limits): readonly string[] {
  return Object.entries<Limit>(limits).flatMap(([name, { bad, amber, red }]) => {
    if (amber === undefined) return [];
    const inOrder = bad === 'above' ? amber <= red : amber >= red;
    return inOrder ? [] : [`policy.limits.${name}: amber (${amber}) must come before red (${red}), and ${bad} is bad here`];
  });
}

function wrongObjectives(objectives: Objectives): readonly string[] {
  const fastest = Math.max(...burnRates.map((rate) => rate.factor));
  return Object.entries(objectives).flatMap(([name, objective]) => {
    const { target } = objective;
    if (!(target > 0 && target < 1)) return [`policy.objectives.${name}.target: ${target} is not between 0 and 1`];
    // A ratio never exceeds 1, so a budget of more than 1 / 14.4 cannot burn that fast.
    const most = 1 / fastest;
    return budget(objective) < most
      ? []
      : [`policy.objectives.${name}.target: a budget of ${budget(objective)} can never burn ${fastest} times as fast as it may; it must be below ${most.toFixed(3)}`];
  });
}

function refuse(problems: readonly string[]): void {
  if (problems.length === 0) return;
  throw new UserError('The policy has values that cannot work.', {
    details: problems,
    next: 'Change them in dashboards.config.yaml.',
  });
}
