/** What a runbook asks Prometheus can be asked: whoever follows it at night has no time to mend a query. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { defaultTemporalProfile } from '../../src/metrics/temporal-profiles.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { selectors } from '../../src/promql/ast.ts';
import { check } from '../../src/promql/check.ts';
import { parse } from '../../src/promql/parse.ts';
import { checkout } from '../support/program.ts';

const folder = join(checkout, 'docs', 'runbooks');
const files = readdirSync(folder).filter((name) => name.endsWith('.md'));
const { lookup } = catalogue(defaultTemporalProfile);

/** The text of each block of PromQL; blocks in lists are indented. */
const queries = files.flatMap((file) =>
  [...readFileSync(join(folder, file), 'utf8').matchAll(/^ *```promql\n(.*?)^ *```$/gms)].map(
    ([, text = '']) => [file, text.trim().replaceAll(/\s+/g, ' ')] as const,
  ),
);

it('each alert has its runbook, and each runbook its alert', () => {
  expect(files.toSorted()).toEqual(
    Object.keys(policyWith().alerts)
      .map((name) => `${name}.md`)
      .toSorted(),
  );
});

it('every block of PromQL is found', () => {
  const blocks = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/```promql/g) ?? []);
  expect(blocks.length).toBeGreaterThan(0);
  expect(queries).toHaveLength(blocks.length);
});

describe('queries of runbooks', () => {
  test.each(queries)('%s: %s', (_, text) => {
    const node = parse(text, (name) => lookup(name)?.series);
    expect(selectors(node).filter(({ metric }) => metric === undefined)).toEqual([]);
    expect(check(node)).toEqual([]);
  });
});
