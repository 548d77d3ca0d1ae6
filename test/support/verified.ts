/** What `dashboards verify --json` says, and what the committed dashboards hold that it is asked about. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { z } from 'zod';
import type { DeclaredEmpty } from '../../src/dashboard/declared-empty.ts';
import { readVerifyFile } from '../../src/dashboard/verify-file.ts';
import { checkout, dashboards } from './program.ts';

export const committed = join(checkout, 'provisioning', 'grafana', 'dashboards');

const result = z.looseObject({
  state: z.string(),
  series: z.number(),
  jobs: z.array(z.string()).optional(),
  reason: z.string().optional(),
});

const report = z.looseObject({
  summary: z.looseObject({ unprovenJobs: z.array(z.string()), panels: z.number() }),
  findings: z.array(
    z.looseObject({
      kind: z.string(),
      dashboard: z.string(),
      place: z.looseObject({ kind: z.string(), title: z.string() }),
      problem: z.string(),
    }),
  ),
  dashboards: z.array(
    z.looseObject({
      uid: z.string(),
      title: z.string(),
      panels: z.array(
        z.looseObject({ id: z.number(), title: z.string(), queries: z.array(result.extend({ query: z.string() })) }),
      ),
      variables: z.array(result.extend({ name: z.string() })),
      annotations: z.array(result.extend({ name: z.string() })),
    }),
  ),
});

export type Report = z.infer<typeof report>;
type Result = z.infer<typeof result>;

/** What verify says of the project's own dashboards, unless a folder is named. */
export function verified(prometheus: string, ...more: readonly string[]): { readonly code: number | null } & Report {
  const { code, stdout, stderr } = dashboards(['verify', '--prometheus', prometheus, '--json', ...more]);
  expect(stdout, stderr).toContain('"findings"');
  return { code, ...report.parse(JSON.parse(stdout)) };
}

/** Every query of a report, by a name that tells it from all others. */
export function queriesOf({ dashboards: all }: Report): ReadonlyMap<string, Result> {
  return new Map<string, Result>(
    all.flatMap(({ uid, panels, annotations, variables }) => [
      ...panels.flatMap(({ id, queries }) =>
        queries.map((query) => [`${uid}: panel ${id}, ${query.query}`, query] as const),
      ),
      ...annotations.map((annotation) => [`${uid}: annotation ${annotation.name}`, annotation] as const),
      ...variables.map((variable) => [`${uid}: variable ${variable.name}`, variable] as const),
    ]),
  );
}

/** The queries that may be empty, as the committed dashboards declare them. */
export function declarations(): readonly DeclaredEmpty[] {
  const file = join(committed, '.verify');
  return readVerifyFile(readFileSync(file, 'utf8'), file);
}

/** As {@link queriesOf} calls it. */
export function nameOf(place: DeclaredEmpty): string {
  const what = 'panel' in place ? `panel ${place.panel}, ${place.query}` : `annotation ${place.annotation}`;
  return `${place.dashboard}: ${what}`;
}

const dashboard = z.looseObject({
  uid: z.string(),
  title: z.string(),
  panels: z.array(
    z.looseObject({
      id: z.number(),
      title: z.string(),
      targets: z.array(z.looseObject({ refId: z.string(), expr: z.string() })).default([]),
    }),
  ),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), query: z.unknown() })) }),
});

/** The committed dashboards. */
export function committedDashboards(): readonly z.infer<typeof dashboard>[] {
  return readdirSync(committed, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => dashboard.parse(JSON.parse(readFileSync(join(committed, file), 'utf8'))));
}
