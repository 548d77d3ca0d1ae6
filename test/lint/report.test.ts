import { describe, expect, it } from 'vitest';
import { isClean, lintJson, lintText, type JudgedFinding, type LintReport } from '../../src/lint/report.ts';

function finding(changes: Partial<JudgedFinding> = {}): JudgedFinding {
  return {
    rule: 'uid-form',
    severity: 'error',
    file: 'a.json',
    uid: 'a',
    dashboard: 'Orders',
    problem: 'it has no uid',
    next: 'give it a uid.',
    ...changes,
  };
}

function report(changes: Partial<LintReport> = {}): LintReport {
  return { dashboards: 12, findings: [], excepted: 0, skipped: [], ...changes };
}

const panel = { id: 3, title: 'Rate' };
const three = [
  finding(),
  finding({
    rule: 'target-job',
    panel,
    query: 'A',
    target: 0,
    problem: 'up is not narrowed',
    next: 'add job=~"$job".',
  }),
  finding({ severity: 'warning', file: 'b.json', dashboard: 'Other', rule: 'panel-units', panel: { title: '' } }),
];

describe('text', () => {
  it('groups by dashboard and panel, and counts at the end', () => {
    expect(lintText(report({ findings: three, excepted: 2 }))).toBe(`Orders (a.json)
  uid-form: it has no uid
    Next: give it a uid.
  panel "Rate"
    target-job: query A: up is not narrowed
      Next: add job=~"$job".

Other (b.json)
  panel without a title
    panel-units: warning: it has no uid
      Next: give it a uid.

3 findings (1 warning, 2 excepted) in 2 of 12 dashboards
`);
  });

  it.each<[Partial<LintReport>, string]>([
    [{}, '0 findings in 0 of 12 dashboards'],
    [{ dashboards: 1, findings: [finding()] }, '1 finding in 1 of 1 dashboard'],
    [{ excepted: 1 }, '0 findings (1 excepted) in 0 of 12 dashboards'],
    [
      { findings: [finding({ severity: 'warning' }), finding({ severity: 'warning' })] },
      '2 findings (2 warnings) in 1 of 12 dashboards',
    ],
  ])('%j', (changes, line) => {
    expect(lintText(report(changes)).trimEnd().split('\n').at(-1)).toBe(line);
  });

  it('breaks lines between words, and keeps the words', () => {
    const problem = 'one word after the other '.repeat(20).trim();
    const long = report({ findings: [finding({ problem, panel }), finding({ problem: 'x'.repeat(200) })] });
    const lines = lintText(long, 80).split('\n');
    expect(lines.filter((line) => line.length > 80).map((line) => line.trim())).toEqual(['x'.repeat(200)]);
    expect(
      lines
        .map((line) => line.trim())
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toContain(problem);
    expect(
      lintText(long)
        .split('\n')
        .some((line) => line.includes(problem)),
    ).toBe(true);
  });

  it('no line is longer than the width, whichever it is', () => {
    const found = report({ findings: [finding({ problem: 'one two three four five '.repeat(9), panel })] });
    for (let width = 30; width <= 100; width += 1) {
      const longest = Math.max(
        ...lintText(found, width)
          .split('\n')
          .slice(0, -2)
          .map((line) => line.length),
      );
      expect(longest).toBeLessThanOrEqual(width);
    }
  });

  it('no title moves the cursor of a terminal', () => {
    const text = lintText(
      report({ findings: [finding({ dashboard: 'a\u001b[2Jb\nc', panel: { title: '\u009b\r' } })] }),
    );
    for (const character of ['\u001b', '\u009b', '\r']) expect(text).not.toContain(character);
    expect(text).toContain('a [2Jb c (a.json)');
  });

  it('two panels of the same title are two', () => {
    const text = lintText(report({ findings: [1, 2].map((id) => finding({ panel: { id, title: 'Rate' } })) }));
    expect(text.match(/panel "Rate"/g)).toHaveLength(2);
  });
});

it('JSON has all of it, in a fixed order', () => {
  const skipped = [{ file: 'p.json', reason: 'no dashboard' }];
  expect(JSON.parse(lintJson(report({ findings: three, excepted: 2, skipped })))).toEqual({
    ok: false,
    dashboards: 12,
    findings: three.map(({ target: _, ...shown }) => shown),
    excepted: 2,
    skipped,
  });
});

it('only errors make it unclean', () => {
  expect(isClean(report())).toBe(true);
  expect(isClean(report({ findings: [finding({ severity: 'warning' })] }))).toBe(true);
  expect(isClean(report({ findings: three }))).toBe(false);
});
