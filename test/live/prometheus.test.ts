/** A real Prometheus understands every query of the committed dashboards: panels, annotations and variables. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkout } from '../support/program.ts';
import { filledIn } from '../support/filled-in.ts';
import { findProgram } from '../support/find-program.ts';
import { startPrometheus, withoutPrometheus, type Prometheus } from '../support/prometheus.ts';

const panel = z.looseObject({
  title: z.string(),
  targets: z.array(z.looseObject({ refId: z.string(), expr: z.string() })).default([]),
});
const dashboard = z.looseObject({
  title: z.string(),
  panels: z.array(panel.extend({ panels: z.array(panel).default([]) })),
  annotations: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), expr: z.string() })) }),
  templating: z.looseObject({ list: z.array(z.looseObject({ name: z.string(), query: z.string() })) }),
});

const folder = join(checkout, 'provisioning', 'grafana', 'dashboards');

const queries = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => {
    const { title, panels, annotations, templating } = dashboard.parse(
      JSON.parse(readFileSync(join(folder, file), 'utf8')),
    );
    return [
      ...panels
        .flatMap((each) => [each, ...each.panels])
        .flatMap((each) => each.targets.map(({ refId, expr }) => [`${title}: ${each.title}, ${refId}`, expr] as const)),
      ...annotations.list.map(({ name, expr }) => [`${title}: annotation ${name}`, expr] as const),
      ...templating.list.flatMap(({ name, query }) => {
        const selector = /^label_values\((.+), \w+\)$/.exec(query)?.[1];
        return selector === undefined ? [] : [[`${title}: variable ${name}`, selector] as const];
      }),
    ];
  });

describe('Prometheus', () => {
  const program = findProgram('prometheus');
  let server: Prometheus | undefined;
  beforeAll(async () => {
    if (program !== undefined) server = await startPrometheus(program);
  });
  afterAll(() => server?.stop());

  it('is asked something', () => {
    expect(queries.length).toBeGreaterThan(20);
  });

  it.for(queries)('understands %s', async ([, text], context) => {
    if (server === undefined) withoutPrometheus(context);
    const query = filledIn(text);
    expect(query).not.toContain('$');
    expect(await server.query(query)).toMatchObject({ data: { resultType: expect.any(String) } });
  });
});
