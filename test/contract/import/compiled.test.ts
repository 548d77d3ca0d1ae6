/** Services brought along into a copy of the project: the result compiles, and pages agree with it. */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkPage } from '../../../src/contract/check.ts';
import { entriesOf } from '../../../src/contract/import/entry.ts';
import { moduleText } from '../../../src/contract/import/module.ts';
import { fileOf, jobOf, nameFrom } from '../../../src/contract/import/name.ts';
import { withJob } from '../../../src/contract/import/registered.ts';
import { parsePage } from '../../../src/metrics/exposition.ts';
import { maxSeries, maxValues } from '../../../src/policy/exposition-limits.ts';
import { compile, contents, copyOfProject, dashboards, edit, put, run, checkout } from '../../support/program.ts';
import { imported, isMetrics } from './loaded.ts';

const fixtures = new URL('../../fixtures/expositions/', import.meta.url);

/** Two versions of one program would have one name. */
const recorded = readdirSync(fixtures)
  .filter((file) => file.endsWith('.txt'))
  .map((file, at) => ({ file, name: `${nameFrom(file)}${at}`, page: readFileSync(new URL(file, fixtures), 'utf8') }));

const payments = `# HELP payments_attempts_total Payments that were tried.
# TYPE payments_attempts_total counter
payments_attempts_total{provider="a"} 1
# TYPE payments_open gauge
payments_open 3
# TYPE http_requests_total counter
http_requests_total{code="200"} 3
# TYPE go_goroutines gauge
go_goroutines 8
`;

describe('in a copy of the project', () => {
  const project = copyOfProject(true);
  const page = join(project, 'payments.txt');

  beforeAll(() => {
    put(page, payments);
    let jobs = readFileSync(join(project, 'src/metrics/jobs.ts'), 'utf8');
    for (const { name, page } of recorded) {
      const job = jobOf(name);
      jobs = withJob(jobs, job);
      const { entries } = entriesOf(parsePage(page), job);
      put(
        join(project, 'src/brought', fileOf(name)),
        moduleText(entries, { name, job, define: '../metrics/define.ts' }),
      );
    }
    writeFileSync(join(project, 'src/metrics/jobs.ts'), jobs);
    expect(dashboards(['metrics', 'import', page, '--out', 'src/metrics/order-payments.ts'], project)).toEqual({
      code: 0,
      stdout: ['order-payments', 'imported', 'jobs'].map((file) => `written: src/metrics/${file}.ts\n`).join(''),
      stderr:
        'left out: 1 metrics of Go and of the Temporal SDK, which the catalogue has\n' +
        'Next: npm run build; then dashboards new NAME --metric http_requests_total.\n',
    });
    expect(compile(project)).toMatchObject({ code: 0, stdout: '' });
  });

  test.each(recorded)('$file imports, compiles, and agrees with itself', async ({ name, page }) => {
    const path = join(project, 'dist/src/brought', fileOf(name).replace('.ts', '.js'));
    const module: unknown = await import(/* @vite-ignore */ pathToFileURL(path).href);
    const metrics: unknown = typeof module === 'object' && module !== null ? Object.values(module)[0] : undefined;
    if (!isMetrics(metrics)) throw new Error(`${path} exports no metrics`);
    const parsed = parsePage(page);
    expect(Object.keys(metrics)).toHaveLength(parsed.families.length);
    const result = checkPage(parsed, imported(metrics), {
      job: jobOf(name),
      strict: true,
      limits: { maxSeries, maxValues },
    });
    expect(result.findings).toEqual([]);
    expect([result.notShown, result.notInCatalogue, result.ofOtherJobs]).toEqual([[], [], []]);
  });

  test('what is written is laid out as the rest of the project', () => {
    const prettier = join(checkout, 'node_modules', '.bin', 'prettier');
    const options = ['--check', '--config', join(checkout, '.prettierrc.json')];
    const files = ['src/brought', 'src/metrics/order-payments.ts', 'src/metrics/imported.ts', 'src/metrics/jobs.ts'];
    expect(run(prettier, [...options, ...files], project)).toMatchObject({ code: 0 });
  });

  test('the service is part of the catalogue: its page is its own, and what it loses is missing', () => {
    const good = dashboards(['metrics', 'check', page, '--job', 'order_payments', '--json'], project);
    expect(good).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(good.stdout)).toMatchObject({ ok: true, findings: [], ofOtherJobs: ['go_goroutines'] });
    const less = join(project, 'less.txt');
    put(less, payments.replace('payments_open 3\n', '').replace('{code=', '{status='));
    const bad = dashboards(['metrics', 'check', less, '--job', 'order_payments', '--json'], project);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      findings: [
        { kind: 'missing', metric: 'payments_open' },
        { kind: 'labels', metric: 'http_requests_total', label: 'code' },
        { kind: 'labels', metric: 'http_requests_total', label: 'status' },
      ],
    });
  });

  test('a name that two services use stands for both in a look-up', () => {
    const folder = pathToFileURL(join(project, 'dist/src/metrics/')).href;
    const script = `
      const { catalogue } = await import('${folder}catalogue.js');
      const { temporalProfiles } = await import('${folder}temporal-profiles.js');
      const { system, series } = catalogue(temporalProfiles.core).lookup('http_requests_total');
      console.log(JSON.stringify([system, series.labels.toSorted(), series.jobs, Object.keys(series.partialLabels).sort()]));
    `;
    const { stdout } = run(process.execPath, ['--input-type=module', '--eval', script], project);
    expect(JSON.parse(stdout)).toEqual([
      'application',
      ['code', 'endpoint', 'environment', 'instance', 'job', 'method', 'status'],
      ['order_processing_api', 'order_payments'],
      ['code', 'endpoint', 'method', 'status'],
    ]);
  });

  test('its metrics can be shown: a dashboard of one is written, compiles and passes lint', () => {
    const made = dashboards(['new', 'attempts', '--metric', 'payments_attempts_total'], project);
    expect(made).toMatchObject({ code: 0 });
    expect(compile(project)).toMatchObject({ code: 0, stdout: '' });
    const built = dashboards(['build', '--out', join(project, 'built')], project);
    expect(built).toMatchObject({ code: 0 });
    const texts = Object.values(contents(join(project, 'built')));
    expect(texts.some((text) => text.includes('payments_attempts_total{'))).toBe(true);
    // A label that only the service has is known to queries by hand, too.
    const file = 'dashboards/panels/attempts.ts';
    edit(project, file, 'orderPayments.paymentsAttempts', 'orderPayments.paymentsAttempt');
    expect(compile(project).stdout).toContain("Did you mean 'paymentsAttempts'?");
    edit(project, file, 'orderPayments.paymentsAttempt', 'orderPayments.paymentsAttempts');
  });

  test('importing again needs --force, and a file of the project is never overwritten', () => {
    const before = contents(join(project, 'src/metrics'));
    const again = ['metrics', 'import', page, '--out', 'src/metrics/order-payments.ts'];
    expect(dashboards(again, project)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(
        'src/metrics/order-payments.ts is there already. Nothing was written.\nNext: Write it anew',
      ),
    });
    expect(dashboards(['metrics', 'import', page, '--out', 'src/metrics/define.ts', '--force'], project)).toMatchObject(
      {
        code: 2,
        stderr: expect.stringContaining('Choose another name: that file is no imported one.'),
      },
    );
    expect(
      dashboards(['metrics', 'import', page, '--out', 'src/metrics/grafana.ts', '--force'], project),
    ).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('The catalogue has a system grafana already.'),
    });
    expect(contents(join(project, 'src/metrics'))).toEqual(before);
    expect(dashboards([...again, '--force'], project)).toMatchObject({
      code: 0,
      stdout: 'written: src/metrics/order-payments.ts\n',
    });
    expect(contents(join(project, 'src/metrics'))).toEqual(before);
  });
});
