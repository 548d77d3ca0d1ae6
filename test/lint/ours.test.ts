/** Our dashboards pass every rule, in each spelling of Temporal's metrics: as they are built, and as anybody reads them. */
import { describe, expect, it } from 'vitest';
import { registry } from '../../dashboards/index.ts';
import { finishedDashboards } from '../../src/artefacts/dashboards.ts';
import { canonicalJson } from '../../src/artefacts/json.ts';
import { lintProject } from '../../src/artefacts/lint-project.ts';
import { Linter } from '../../src/lint/linter.ts';
import { readDashboard } from '../../src/lint/read/dashboard.ts';
import { PromqlReader } from '../../src/lint/read/promql.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import { lintRules } from '../../src/policy/lint-rules.ts';
import { settings } from '../support/settings.ts';

const profiles: TemporalProfileName[] = [];
for (const name in temporalProfiles) if (isProfile(name)) profiles.push(name);

function isProfile(name: string): name is TemporalProfileName {
  return name in temporalProfiles;
}

describe.each(profiles)('%s', (temporalProfile) => {
  const given = settings({ temporalProfile, repository: 'https://git.example.org/acme/monitoring' });

  it('is built without a finding or an exception', async () => {
    expect(await lintProject(registry, given, new Set(lintRules))).toEqual({
      dashboards: registry.length,
      findings: [],
      excepted: 0,
      skipped: [],
    });
  });

  it('is without a finding when its queries are read as text', async () => {
    const linter = new Linter();
    const reader = new PromqlReader(given.catalogue);
    for await (const { dashboard, entry, folder } of finishedDashboards(registry, given)) {
      const json: unknown = JSON.parse(canonicalJson(dashboard));
      linter.add(readDashboard(json, { file: entry.file, folder: folder.title }, reader));
    }
    expect(linter.count).toBe(registry.length);
    expect(linter.finish()).toEqual([]);
  });
});

it('there are the three that the README names', () => {
  expect(registry.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['dashboards/orders.ts', 'dashboards/database.ts', 'dashboards/temporal-sdk.ts']),
  );
});
