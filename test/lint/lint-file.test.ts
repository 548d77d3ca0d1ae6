/** The `.lint` file of dashboard-linter: what it says of a finding, and that what is written is read so. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { UserError } from '../../src/errors/user-error.ts';
import type { Finding } from '../../src/lint/finding.ts';
import { lintFileText, type Exception } from '../../src/lint/lint-file-text.ts';
import { nameInLintFile, readLintFile, verdict } from '../../src/lint/lint-file.ts';
import { lintRules } from '../../src/policy/lint-rules.ts';
import { findProgram } from '../support/find-program.ts';
import { put, run, temporaryFolder } from '../support/program.ts';
import { dashboard as good, panel as goodPanel } from './support.ts';

function finding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'target-job',
    file: 'a.json',
    uid: 'a',
    dashboard: 'Orders',
    panel: { id: 1, title: 'Rate' },
    query: 'B',
    target: 1,
    problem: 'p',
    next: 'n.',
    ...changes,
  };
}

function verdictBy(content: string, changes: Partial<Finding> = {}) {
  return verdict(readLintFile(content, '.lint'), finding(changes));
}

describe('reading', () => {
  it.each([
    ['', 'error'],
    ['exclusions:', 'error'],
    ['exclusions: {}\nwarnings: {}', 'error'],
    ['exclusions:\n  target-job-rule:', 'excepted'],
    ['exclusions:\n  target-job-rule: {}', 'excepted'],
    ['exclusions:\n  target-job-rule:\n    reason: x', 'excepted'],
    ['exclusions:\n  target-job-rule:\n    entries:', 'excepted'],
    ['exclusions:\n  target-job-rule:\n    entries: []', 'excepted'],
    ['exclusions:\n  target-instance-rule:', 'error'],
    ['exclusions:\n  target-job:', 'error'],
    ['warnings:\n  target-job-rule:', 'warning'],
    ['warnings:\n  target-job-rule:\nexclusions:\n  target-job-rule:', 'warning'],
    ['exclusions: {target-job-rule: {entries: [{dashboard: Orders}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{dashboard: Other}]}}', 'error'],
    ['exclusions: {target-job-rule: {entries: [{dashboard: orders}]}}', 'error'],
    ['exclusions: {target-job-rule: {entries: [{panel: Rate}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{dashboard: Orders, panel: Other}]}}', 'error'],
    ['exclusions: {target-job-rule: {entries: [{panel: Other}, {panel: Rate}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{targetIdx: 1}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{targetIdx: "1"}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{targetIdx: 0}]}}', 'error'],
    ['exclusions: {target-job-rule: {entries: [{panel: Rate, targetIdx: 1}]}}', 'excepted'],
    ['exclusions: {target-job-rule: {entries: [{}]}}', 'excepted'],
  ])('%j', (content, expected) => {
    expect(verdictBy(content)).toBe(expected);
  });

  it('takes a title that looks like a number', () => {
    const content = 'exclusions: {target-job-rule: {entries: [{panel: 7}]}}';
    expect(verdictBy(content, { panel: { title: '7' } })).toBe('excepted');
    expect(verdictBy(content, { panel: { title: '8' } })).toBe('error');
  });

  it('an entry for a panel is none for the dashboard as a whole', () => {
    const { panel: _, query: __, target: ___, ...whole } = finding();
    const file = readLintFile('exclusions: {target-job-rule: {entries: [{dashboard: Orders, panel: Rate}]}}', '.lint');
    expect(verdict(file, whole)).toBe('error');
  });

  it('knows the one rule without the suffix', () => {
    expect(verdictBy('exclusions: {uneditable-dashboard: }', { rule: 'uneditable-dashboard' })).toBe('excepted');
  });

  it('doubts names of no rule, and says the nearest', () => {
    const { doubts } = readLintFile(
      'exclusions: {target-jbo-rule: , target-logql-rule: }\nwarnings: {frobnicate: , uid-form-rule: }',
      '.lint',
    );
    expect(doubts).toEqual([
      'there is no rule target-jbo-rule; nearest: target-job-rule',
      'there is no rule frobnicate',
    ]);
  });

  it.each([
    ['exclusions: [', /^x\/\.lint:1: /],
    ['- a', /must have the keys/],
    ['7', /must have the keys/],
    ['exclusions: 7', /exclusions must have names of rules/],
    ['warnings: [a]', /warnings must have names of rules/],
    ['exclusions: {a-rule: 7}', /exclusions\.a-rule must be empty/],
    ['exclusions: {a-rule: {entries: 7}}', /exclusions\.a-rule must be empty/],
    ['exclusions: {a-rule: {entries: [7]}}', /an entry of exclusions\.a-rule/],
    ['a: *b', /./],
  ])('refuses %j', (content, detail) => {
    const refused = (): unknown => readLintFile(content, 'x/.lint');
    expect(refused).toThrow(UserError);
    expect(refused).toThrow('x/.lint is no .lint file');
    try {
      refused();
    } catch (error) {
      expect(error instanceof UserError ? error.details.join('\n') : '').toMatch(detail);
    }
  });
});

describe('writing', () => {
  const exception = (changes: Partial<Exception> = {}): Exception => ({
    rule: 'target-job',
    reason: 'It has none.',
    dashboard: 'Orders',
    panel: 'Rate',
    ...changes,
  });

  it('is the same text in any order, each but once', () => {
    const list = [exception(), exception({ rule: 'panel-units' }), exception({ panel: 'A: "b"' }), exception()];
    expect(lintFileText(list)).toBe(`# Generated from the exceptions that panels declare; change them there.
# dashboard-linter reads this file: https://github.com/grafana/dashboard-linter
exclusions:
  panel-units-rule:
    entries:
      - dashboard: "Orders"
        panel: "Rate"
        reason: "It has none."
  target-job-rule:
    entries:
      - dashboard: "Orders"
        panel: "A: \\"b\\""
        reason: "It has none."
      - dashboard: "Orders"
        panel: "Rate"
        reason: "It has none."
`);
    expect(lintFileText(list.toReversed())).toBe(lintFileText(list));
  });

  it('says so where there is none', () => {
    expect(lintFileText([])).toMatch(/^# Generated.*\n#.*\nexclusions: \{\}\n$/);
  });

  it('refuses a panel without a title, which would except all', () => {
    expect(() => lintFileText([exception({ panel: '' })])).toThrow(UserError);
    expect(() => lintFileText([exception({ dashboard: '' })])).toThrow(UserError);
  });

  const title = fc.oneof(
    fc.constantFrom('a', 'b', 'A', ' a', 'yes', '7', '~', '- x', 'ä: "ö"', "it's #1", '\u0085', '\u2028', '\ufeff'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 6 }),
  );
  const written = fc.record({
    rule: fc.constantFrom('target-job', 'uid-form', 'uneditable-dashboard', 'panel-units'),
    reason: fc.string({ unit: 'binary', maxLength: 8 }),
    dashboard: title,
    panel: title,
  } satisfies { [K in keyof Exception]: fc.Arbitrary<Exception[K]> });

  it('read again, excepts exactly what is listed', () => {
    fc.assert(
      fc.property(fc.array(written, { maxLength: 8 }), fc.array(written, { maxLength: 8 }), (listed, others) => {
        const file = readLintFile(lintFileText(listed), '.lint');
        const key = ({ rule, dashboard, panel }: Exception) => JSON.stringify([rule, dashboard, panel]);
        const excepted = new Set(listed.map(key));
        for (const candidate of [...listed, ...others]) {
          const { rule, dashboard, panel } = candidate;
          expect(verdict(file, finding({ rule, dashboard, panel: { title: panel } }))).toBe(
            excepted.has(key(candidate)) ? 'excepted' : 'error',
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('names every rule as dashboard-linter would', () => {
    const everyRule = lintRules.map((rule) => exception({ rule }));
    const file = readLintFile(lintFileText(everyRule), '.lint');
    expect(file.doubts).toEqual([]);
    expect([...file.exclusions.keys()].toSorted()).toEqual(lintRules.map(nameInLintFile).toSorted());
  });
});

const linter = findProgram('dashboard-linter');

test('dashboard-linter honours what is written, whatever the titles are', (context) => {
  if (linter === undefined) return context.skip('install dashboard-linter (github.com/grafana/dashboard-linter)');
  const titles = [
    'Plain',
    'a: b',
    'it\'s "so"',
    'Größe über 9000 – ½',
    '- x',
    'yes',
    '7',
    '#1',
    "'",
    '\\',
    'a\u0085\u2028b',
    '🙂',
  ];
  for (const title of titles) {
    const folder = temporaryFolder();
    const bad = goodPanel({ title, targets: [{ refId: 'A', expr: 'sum(rate(a_total[$__rate_interval]))' }] });
    put(join(folder, 'a.json'), JSON.stringify(good({ title, panels: [bad] })));
    const lint = (exceptions: readonly Exception[]) => {
      writeFileSync(join(folder, '.lint'), lintFileText(exceptions));
      const args = ['lint', '--strict', '--verbose', '-c', join(folder, '.lint'), join(folder, 'a.json')];
      const { code, stdout } = run(linter ?? '', args, folder);
      return { clean: code === 0, complaints: stdout.match(/❌/gu)?.length ?? 0 };
    };
    const rules = ['target-job', 'target-instance'] as const;
    const exceptions = rules.map((rule) => ({ rule, reason: title, dashboard: title, panel: title }));
    expect(lint([]), title).toEqual({ clean: false, complaints: 2 });
    expect(lint(exceptions), title).toEqual({ clean: true, complaints: 0 });
    expect(lint(exceptions.slice(1)), title).toEqual({ clean: false, complaints: 1 });
    const elsewhere = exceptions.map((exception) => ({ ...exception, panel: `${title}!` }));
    expect(lint(elsewhere), title).toEqual({ clean: false, complaints: 2 });
  }
});
