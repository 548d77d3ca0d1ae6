/** The catalogue against what the programs really expose. */
import { describe, expect, test } from 'vitest';
import { catalogue, importedNames, type CatalogueMetric } from '../../src/metrics/catalogue.ts';
import type { ExpositionFamily } from '../../src/metrics/exposition.ts';
import { targetLabels } from '../../src/metrics/metric.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import { notExercised } from './not-exercised.ts';
import { claimsOn, familiesOf, namesOf, recordings, type Recording } from './recordings.ts';
import { unlisted } from './unlisted.ts';

/** What a team brought along is as its page was. */
const importedSystems: readonly string[] = importedNames;

describe.each(recordings)('$file', (recording) => {
  const families = familiesOf(recording);
  const recorded = claimsOn(recording).flatMap((metric) =>
    namesOf(metric).flatMap((name) => {
      const family = families.get(name);
      return family === undefined ? [] : [{ name, metric, family }];
    }),
  );

  test('speaks of a good part of what the catalogue says', () => {
    expect(recorded.length).toBeGreaterThan(8);
  });

  test.each(recorded)('$name', ({ metric, family }) => {
    expect(family.type).toBe(metric.wireType ?? metric.type);
    expect(ownLabels(family, recording)).toEqual(expectedLabels(metric, recording));
    if (family.type === 'histogram') expect(boundsOf(family)).toEqual([[...(metric.buckets ?? [])]]);
  });
});

describe('what the recordings do not show', () => {
  const profiles = Object.keys(temporalProfiles).filter((name) => isProfile(name));

  test.each(profiles)('is listed with its source, and only that (%s)', (profile) => {
    const unseen = catalogue(temporalProfiles[profile])
      .metrics()
      .filter(({ system }) => !importedSystems.includes(system))
      .flatMap(({ system, of }) => {
        // Only a recording of its own program counts: the Temporal server exposes names that Core SDKs have too.
        const own = recordings.filter((one) => one.systems.includes(system) && isOf(profile, one));
        return namesOf(of).filter((name) => !own.some((recording) => familiesOf(recording).has(name)));
      });
    const listed = [...notExercised.anyProfile, ...notExercised[profile]].map((entry) => entry.name);
    expect(listed.toSorted()).toEqual(unseen.toSorted());
  });

  test('has a source each', () => {
    const entries = Object.values(notExercised).flat();
    expect(entries.filter((entry) => entry.source.length < 10)).toEqual([]);
  });
});

describe('systems of which the catalogue claims to have everything', () => {
  test.each(recordings)('$file', (recording) => {
    const { lookup } = catalogue(temporalProfiles[recording.profile]);
    const known = new Set(claimsOn(recording).flatMap((metric) => namesOf(metric)));
    const missing = [...familiesOf(recording).keys()].filter((name) => claimed(recording, name) && !known.has(name));
    const allowed = unlisted.filter((entry) => entry.file === recording.file);
    expect(missing.filter((name) => !allowed.some((entry) => entry.pattern.test(name)))).toEqual([]);
    const needless = allowed.filter((entry) => !missing.some((name) => entry.pattern.test(name)));
    expect(needless).toEqual([]);
    const elsewhere = missing.map((name) => lookup(name)?.system).filter((system) => system !== undefined);
    expect(elsewhere.filter((system) => !importedSystems.includes(system))).toEqual([]);
  });
});

describe('jobs of the Go runtime', () => {
  const withRecording = [...new Set(recordings.map((recording) => recording.job))];

  test.each(withRecording)('%s', (job) => {
    const shown = new Set(
      recordings.filter((recording) => recording.job === job).flatMap((recording) => [...familiesOf(recording).keys()]),
    );
    const { goRuntime } = catalogue(temporalProfiles['go-tally']);
    const metrics = Object.values<CatalogueMetric>(goRuntime);
    const said = metrics.filter((metric) => metric.jobs.includes(job)).map((metric) => metric.name);
    const found = metrics.filter((metric) => shown.has(metric.name)).map((metric) => metric.name);
    expect(said).toEqual(found);
  });
});

/** Labels that the recorded series have, without those that make a bucket or a quantile. */
function ownLabels(family: ExpositionFamily, recording: Recording): readonly string[] {
  const structural = family.type === 'histogram' ? ['le'] : family.type === 'summary' ? ['quantile'] : [];
  // The Pushgateway is scraped with honor_labels: job and instance of a pushed group are the target's.
  const honoured: readonly string[] = recording.job === 'pushgateway' ? targetLabels : [];
  const names = new Set(family.series.flatMap((series) => Object.keys(series.labels)));
  return [...names].filter((name) => !structural.includes(name) && !honoured.includes(name)).toSorted();
}

/** Labels that the catalogue says this version has. */
function expectedLabels(metric: CatalogueMetric, recording: Recording): readonly string[] {
  const target: readonly string[] = targetLabels;
  const isHere = (name: string): boolean => (metric.partialLabels[name] ?? recording.writer) === recording.writer;
  return metric.labels.filter((name) => !target.includes(name) && isHere(name)).toSorted();
}

/** The distinct lists of finite bounds among a histogram's series. */
function boundsOf(family: ExpositionFamily): readonly (readonly number[])[] {
  const bySeries = new Map<string, number[]>();
  for (const series of family.series.filter(({ suffix }) => suffix === '_bucket')) {
    const { le, ...rest } = series.labels;
    const key = JSON.stringify(rest);
    const bounds = bySeries.get(key) ?? [];
    bySeries.set(key, le === '+Inf' ? bounds : [...bounds, Number(le)]);
  }
  return [...new Map([...bySeries.values()].map((bounds) => [bounds.join(), bounds])).values()];
}

/** Whether the catalogue claims to have everything like it. */
function claimed(recording: Recording, name: string): boolean {
  if (/^(go|process)_/u.test(name)) return recording.systems.includes('goRuntime');
  return recording.systems.includes('temporalSdk') || recording.systems.includes('pushgateway');
}

/** Recordings of a Temporal SDK speak for one profile, the others for any. */
function isOf(profile: TemporalProfileName, recording: Recording): boolean {
  return recording.profile === profile || !recording.systems.includes('temporalSdk');
}

function isProfile(name: string): name is TemporalProfileName {
  return name in temporalProfiles;
}
