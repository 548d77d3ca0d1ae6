/** All metrics that dashboards and rules may use, by system, with a look-up by the name of a series. */
import { alertmanager } from './alertmanager.ts';
import { application } from './application.ts';
import { goRuntime } from './go-runtime.ts';
import { grafana } from './grafana.ts';
import { imported } from './imported.ts';
import type { MetricInfo, Variant } from './metric.ts';
import { postgres } from './postgres.ts';
import { prometheus } from './prometheus.ts';
import { pushgateway } from './pushgateway.ts';
import { temporalCoreOnly, temporalGoOnly, type TemporalCoreOnly, type TemporalGoOnly } from './temporal-sdk-extra.ts';
import type { TemporalProfile } from './temporal-profiles.ts';
import { temporalSdk, type TemporalSdk } from './temporal-sdk.ts';
import { temporalServer } from './temporal-server.ts';

type Imported = typeof imported;

export interface Systems extends Imported {
  readonly application: typeof application;
  readonly postgres: typeof postgres;
  readonly temporalSdk: TemporalSdk;
  /** Undefined unless the profile is one of the Go SDK. */
  readonly temporalGoOnly: TemporalGoOnly | undefined;
  /** Undefined unless the profile is one of a Core SDK. */
  readonly temporalCoreOnly: TemporalCoreOnly | undefined;
  readonly temporalServer: typeof temporalServer;
  readonly prometheus: typeof prometheus;
  readonly alertmanager: typeof alertmanager;
  readonly grafana: typeof grafana;
  readonly pushgateway: typeof pushgateway;
  readonly goRuntime: typeof goRuntime;
}

export type SystemName = keyof Systems;

/** A metric of any type; histograms have the first three series, summaries the last three. */
export interface CatalogueMetric extends MetricInfo {
  readonly bucket?: MetricInfo;
  readonly sum?: MetricInfo;
  readonly count?: MetricInfo;
  readonly quantiles?: MetricInfo;
}

/** What the name of a series stands for. */
export interface CatalogueEntry {
  /** The series: of a histogram's bucket it is `histogram.bucket`. */
  readonly series: MetricInfo;
  /** The metric that it is part of. */
  readonly of: CatalogueMetric;
  /** The system that has it, and its name there: `postgres`, `replicationLag`. */
  readonly system: SystemName;
  readonly property: string;
  /** Only if the name is one that other versions write. */
  readonly variant?: Variant;
}

export interface Catalogue extends Systems {
  /** How the Temporal SDK's metrics are spelled, and which of their labels mean something. */
  readonly temporalProfile: TemporalProfile;
  /**
   * What a name in PromQL stands for, variants and `_bucket`, `_sum`, `_count` included. The bare name of a histogram
   * is no series, so it isn't found.
   */
  lookup(seriesName: string): CatalogueEntry | undefined;
  /** Every name that {@link lookup} knows, sorted. */
  names(): readonly string[];
  /** Every metric once, with where it is. */
  metrics(): readonly Omit<CatalogueEntry, 'series' | 'variant'>[];
}

/** The catalogue with the Temporal SDK's names as `profile` writes them. */
export function catalogue(profile: TemporalProfile): Catalogue {
  const systems: Systems = {
    application,
    postgres,
    temporalSdk: temporalSdk(profile),
    temporalGoOnly: temporalGoOnly(profile),
    temporalCoreOnly: temporalCoreOnly(profile),
    temporalServer,
    prometheus,
    alertmanager,
    grafana,
    pushgateway,
    goRuntime,
    ...imported,
  };
  const metrics = systemNames.flatMap((system) =>
    Object.entries<CatalogueMetric>(systems[system] ?? {}).map(([property, of]) => ({ system, property, of })),
  );
  const entries = new Map<string, CatalogueEntry>();
  for (const metric of metrics) {
    for (const series of seriesOf(metric.of)) {
      for (const [name, entry] of named({ ...metric, series })) {
        const known = entries.get(name);
        entries.set(name, known === undefined ? entry : shared(known, series));
      }
    }
  }
  const names = [...entries.keys()].sort();
  return {
    ...systems,
    temporalProfile: profile,
    lookup: (name) => entries.get(name),
    names: () => names,
    metrics: () => metrics,
  };
}

/** The systems that a team brought along. */
export const importedNames: readonly (keyof Imported)[] = Object.keys(imported).filter((name) => isImported(name));

function isImported(name: string): name is keyof Imported {
  return Object.hasOwn(imported, name);
}

const shippedNames = [
  'application',
  'postgres',
  'temporalSdk',
  'temporalGoOnly',
  'temporalCoreOnly',
  'temporalServer',
  'prometheus',
  'alertmanager',
  'grafana',
  'pushgateway',
  'goRuntime',
] as const satisfies readonly SystemName[];

const systemNames: readonly SystemName[] = [...shippedNames, ...importedNames];

/** The series that a metric consists of. */
export function seriesOf(metric: CatalogueMetric): readonly MetricInfo[] {
  const parts = [metric.quantiles, metric.bucket, metric.sum, metric.count].filter((part) => part !== undefined);
  return parts.length === 0 ? [metric] : parts;
}

/**
 * What a name stands for that two services use, a shipped one and one that a team brought along: the first, with the
 * labels and jobs of both. A look-up by name alone cannot tell them apart.
 */
function shared(known: CatalogueEntry, other: MetricInfo): CatalogueEntry {
  const labels = [...new Set([...known.series.labels, ...other.labels])];
  const partial = labels.filter((label) => !known.series.labels.includes(label) || !other.labels.includes(label));
  const partialLabels = {
    ...Object.fromEntries(partial.map((label) => [label, 'some services'])),
    ...known.series.partialLabels,
    ...other.partialLabels,
  };
  const series = { ...known.series, labels, partialLabels, jobs: [...new Set([...known.series.jobs, ...other.jobs])] };
  return { ...known, series };
}

function named(entry: CatalogueEntry): readonly (readonly [string, CatalogueEntry])[] {
  const variants = entry.series.variants.map((variant) => [variant.name, { ...entry, variant }] as const);
  return [[entry.series.name, entry], ...variants];
}
