/** The recorded `/metrics` pages, and which of the catalogue's systems each speaks for. */
import { readFileSync } from 'node:fs';
import { catalogue, type CatalogueMetric, type SystemName } from '../../src/metrics/catalogue.ts';
import { parseExposition, type ExpositionFamily } from '../../src/metrics/exposition.ts';
import type { Job } from '../../src/metrics/metric.ts';
import { coreSdks, goSdk } from '../../src/metrics/temporal-labels.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';

export interface Recording {
  readonly file: string;
  /** As `partialLabels` of the catalogue name it. */
  readonly writer: string;
  readonly job: Job;
  readonly profile: TemporalProfileName;
  readonly systems: readonly SystemName[];
}

const anyProfile = 'go-tally';

export const recordings: readonly Recording[] = [
  {
    file: 'temporal-sdk-go-tally.txt',
    writer: goSdk,
    job: 'order_processing_worker',
    profile: 'go-tally',
    systems: ['temporalSdk', 'temporalGoOnly'],
  },
  {
    file: 'temporal-sdk-core.txt',
    writer: coreSdks,
    job: 'order_processing_worker',
    profile: 'core',
    systems: ['temporalSdk', 'temporalCoreOnly'],
  },
  {
    file: 'temporal-sdk-core-suffixed.txt',
    writer: coreSdks,
    job: 'order_processing_worker',
    profile: 'core-suffixed',
    systems: ['temporalSdk', 'temporalCoreOnly'],
  },
  {
    file: 'temporal-server-1.30-tally.txt',
    writer: 'Temporal server 1.30',
    job: 'temporal',
    profile: anyProfile,
    systems: ['temporalServer'],
  },
  {
    file: 'postgres_exporter-0.11.txt',
    writer: 'postgres_exporter 0.11',
    job: 'postgres',
    profile: anyProfile,
    systems: ['postgres', 'goRuntime'],
  },
  {
    file: 'postgres_exporter-0.20.txt',
    writer: 'postgres_exporter 0.20',
    job: 'postgres',
    profile: anyProfile,
    systems: ['postgres', 'goRuntime'],
  },
  {
    file: 'prometheus-2.42.txt',
    writer: 'Prometheus 2.42',
    job: 'prometheus',
    profile: anyProfile,
    systems: ['prometheus', 'goRuntime'],
  },
  {
    file: 'alertmanager-0.25.txt',
    writer: 'Alertmanager 0.25',
    job: 'alertmanager',
    profile: anyProfile,
    systems: ['alertmanager', 'goRuntime'],
  },
  {
    file: 'pushgateway-1.5.txt',
    writer: 'Pushgateway 1.5',
    job: 'pushgateway',
    profile: anyProfile,
    systems: ['pushgateway', 'goRuntime'],
  },
  {
    file: 'grafana-12.2.txt',
    writer: 'Grafana 12.2',
    job: 'grafana',
    profile: anyProfile,
    systems: ['grafana', 'goRuntime'],
  },
];

const parsed = new Map<string, ReadonlyMap<string, ExpositionFamily>>();

/** The families of a recording, by name. */
export function familiesOf(recording: Recording): ReadonlyMap<string, ExpositionFamily> {
  const known = parsed.get(recording.file);
  if (known !== undefined) return known;
  const path = new URL(`../fixtures/expositions/${recording.file}`, import.meta.url);
  const families = new Map(parseExposition(readFileSync(path, 'utf8')).map((family) => [family.name, family]));
  parsed.set(recording.file, families);
  return families;
}

/** What the catalogue says of the systems that a recording speaks for. */
export function claimsOn(recording: Recording): readonly CatalogueMetric[] {
  const all = catalogue(temporalProfiles[recording.profile]).metrics();
  return all.filter((metric) => recording.systems.includes(metric.system)).map((metric) => metric.of);
}

/** Under which names a metric may appear: its own and those of other versions. */
export function namesOf(metric: CatalogueMetric): readonly string[] {
  return [metric.name, ...metric.variants.map((variant) => variant.name)];
}
