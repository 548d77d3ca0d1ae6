/** `dashboards lint` without a folder judges what a build would write. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../dashboards/index.ts';
import { lintProject } from '../../src/artefacts/lint-project.ts';
import { lintRules } from '../../src/policy/lint-rules.ts';
import { copyOfProject, dashboards, put } from '../support/program.ts';
import { settings } from '../support/settings.ts';
import { rejected } from '../support/user-error.ts';

describe('the project', () => {
  let project = '';
  beforeAll(() => {
    project = copyOfProject(true);
    // A quantile of order_processing_seconds never shows more than its last bucket, 1800.
    const config = 'environments:\n  slow:\n    policy:\n      limits: { orderProcessingP95: { red: 7200 } }\n';
    put(join(project, 'dashboards.config.yaml'), config);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('is clean, and says how much was looked at', () => {
    expect(dashboards(['lint'], project)).toEqual({
      code: 0,
      stdout: `0 findings in 0 of ${registry.length} dashboards\n`,
      stderr: '',
    });
  });

  it('has findings where the limits of an environment cannot be reached, which a build refuses too', () => {
    const { code, stdout } = dashboards(['lint', '--env', 'slow', '--json'], project);
    const {
      ok,
      findings,
    }: { ok: boolean; findings: readonly { rule: string; file: string; panel: { title: string } }[] } =
      JSON.parse(stdout);
    expect([code, ok]).toEqual([1, false]);
    expect(findings.map(({ rule, file, panel }) => [rule, file, panel.title])).toEqual([
      ['threshold-reach', 'dashboards/orders.ts', 'Processing time, p95'],
      ['threshold-reach', 'dashboards/orders.ts', 'Processing time'],
    ]);
    const built = dashboards(['build', '--env', 'slow', '--out', join(project, 'out')], project);
    expect(built.code).toBe(1);
    expect(built.stderr).toMatch(/^Error: The linter has 2 findings, so nothing was written\.$/m);
    expect(dashboards(['lint', '--env', 'slow', '--skip', 'threshold-reach'], project).code).toBe(0);
  });

  it('an environment that is not there is a mistake of usage', () => {
    const { code, stderr } = dashboards(['lint', '--env', 'slw'], project);
    expect(code).toBe(2);
    expect(stderr).toContain('slow');
  });
});

it('stops when it is asked to, also before its first dashboard', async () => {
  const error = await rejected(() => lintProject(registry, settings(), new Set(lintRules), AbortSignal.abort()));
  expect(error).toMatchObject({ message: 'Lint was interrupted.', exit: 5 });
});
