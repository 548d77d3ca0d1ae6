/** `dashboards metrics import` as it is typed; what becomes of its output is in test/contract/import. */
import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkout, contents, dashboards, put, temporaryFolder } from '../support/program.ts';

const folder = temporaryFolder();
const page = join(folder, 'payments-1.2.txt');
put(page, '# HELP payments_total Payments.\n# TYPE payments_total counter\npayments_total 1\n{"a.b"} 1\n');

const importing = (...args: readonly string[]) => dashboards(['metrics', 'import', ...args]);

const text = `/** Written by \`dashboards metrics import\` from a page of metrics; help texts and units may be put better. */
import { counter } from './define.ts';

const job = 'payments';

export const payments = {
  payments: counter('payments_total', {
    job,
    unit: 'count',
    help: 'Payments.',
  }),
};
`;

test('prints the module, and tells what is left out and what is next', () => {
  expect(importing(page)).toEqual({
    code: 0,
    stdout: text,
    stderr:
      'left out: a.b: queries here write names of letters, digits and underscores only\n' +
      'Next: the same with --out src/metrics/payments.ts adds the 1 metrics to the catalogue.\n',
  });
});

test('takes another name and job', () => {
  const { stdout } = importing(page, '--name', 'cardPayments', '--job', 'team-a/payments');
  expect(stdout).toContain("const job = 'team-a/payments';\n\nexport const cardPayments = {\n");
});

test('writes a file, and leaves one that is there alone without --force', () => {
  const out = join(folder, 'new', 'payments.ts');
  expect(importing(page, '--out', out)).toMatchObject({ code: 0, stdout: `written: ${out}\n` });
  const first = readFileSync(out, 'utf8');
  expect(first).toMatch(/^import \{ counter \} from '(?:\.\.\/)+.*src\/metrics\/define\.ts';$/mu);
  put(out, 'mine');
  expect(importing(page, '--out', out)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(`${out} is there already. Nothing was written.`),
  });
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect(importing(page, '--out', out, '--force')).toMatchObject({ code: 0 });
  expect(readFileSync(out, 'utf8')).toBe(first);
  expect(readdirSync(join(folder, 'new'))).toEqual(['payments.ts']);
});

test('a link is not written through', () => {
  const target = join(folder, 'target.ts');
  const link = join(folder, 'link.ts');
  put(target, 'theirs');
  symlinkSync(target, link);
  expect(importing(page, '--out', link)).toMatchObject({ code: 2 });
  expect(readFileSync(target, 'utf8')).toBe('theirs');
});

test.each<[readonly string[], string]>([
  [[page, '--name', 'Payments'], 'A service cannot be called "Payments".'],
  [[page, '--name', 'class'], 'A service cannot be called "class".'],
  [[page, '--job', 'a b'], '--job is no name of a scrape job: "a b"'],
  [[page, '--job', "'"], '--job is no name of a scrape job'],
  [[page, '--out', ''], '--out is empty text.'],
  [[page, '--out', 'src/metrics/postgres.ts'], 'The catalogue has a system postgres already.'],
  [[page, '--name', 'payments', '--out', 'src/metrics/other.ts'], 'payments has no place in src/metrics/other.ts.'],
  [[page, '--out', 'src/metrics/metric.ts', '--force'], 'src/metrics/metric.ts is there already.'],
  [[join(folder, 'absent.txt')], 'is not there.'],
])('%j is a mistake, and nothing is written', (args, message) => {
  const before = contents(join(checkout, 'src/metrics'));
  const { code, stdout, stderr } = importing(...args);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
  expect(stderr).toContain('Next: ');
  expect(contents(join(checkout, 'src/metrics'))).toEqual(before);
});

test('a page without a metric that can be imported', () => {
  const odd = join(folder, 'odd.txt');
  put(odd, '{"a.b"} 1\n');
  expect(importing(odd)).toMatchObject({ code: 2, stderr: expect.stringContaining('has no metric to import.') });
});
