/** Constructors of Temporal SDK metrics: from a base name and a profile to an entry with its wire name. */
import { counter, gauge, histogram } from './define.ts';
import type { Histogram, Job, Metric, MetricSpec, TargetLabel } from './metric.ts';
import { counterName, timerName, type TemporalProfile, type TimerGroup } from './temporal-profiles.ts';

type Spec<L extends string, P extends string> = Omit<MetricSpec<L, P>, 'unit' | 'wireType' | 'notFrom'>;
type TimerSpec<L extends string, P extends string> = Spec<L, P> & { readonly group: TimerGroup };

export interface TemporalWriter {
  count<const L extends string, const P extends string>(
    base: string,
    spec: Spec<L, P>,
  ): Metric<'counter', L | TargetLabel, P>;
  level<const L extends string, const P extends string>(
    base: string,
    spec: Spec<L, P>,
  ): Metric<'gauge', L | TargetLabel, P>;
  timer<const L extends string, const P extends string>(
    base: string,
    spec: TimerSpec<L, P>,
  ): Histogram<L | TargetLabel, P>;
}

/**
 * The Temporal server runs workers of its own, on the same SDK. They write the bare names, in seconds, which Core's
 * profile and every profile's gauges have too; only the job tells them apart.
 */
const notFrom: Job = 'temporal';

/** The constructors of one profile. Base names start with `temporal_` and have no suffix. */
export function temporalWriter(profile: TemporalProfile): TemporalWriter {
  const wire = profile.counterWireType === undefined ? {} : { wireType: profile.counterWireType };
  return {
    count: (base, spec) => counter(counterName(profile, base), { ...spec, ...wire, notFrom, unit: 'count' }),
    level: (base, spec) => gauge(base, { ...spec, notFrom, unit: 'count' }),
    timer: (base, { group, ...spec }) =>
      histogram(timerName(profile, base), {
        ...spec,
        notFrom,
        unit: profile.timerUnit,
        buckets: profile.buckets[group],
      }),
  };
}
