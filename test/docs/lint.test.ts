/** `docs/lint.md` explains every rule, and no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../src/lint/rules/index.ts';
import { lintRules, type LintRule } from '../../src/policy/lint-rules.ts';
import { problemsOfQuery } from '../lint/support.ts';
import { checkout } from '../support/program.ts';

const text = readFileSync(join(checkout, 'docs', 'lint.md'), 'utf8');
const sections = text.split(/^### /m).slice(1);
const explained = sections.flatMap((section) => (section.split('\n')[0] ?? '').split(', '));

test('each rule has one section, in the order in which they are listed', () => {
  expect(explained).toEqual(lintRules.filter((rule) => explained.includes(rule)));
  expect(explained.toSorted()).toEqual([...lintRules].toSorted());
});

test.each(sections)('%s', (section) => {
  expect(section).toMatch(/^(- Bad: |```|\*\*Bad)/m);
});

/** The queries in the bad or good examples of a rule that looks at queries. */
function examples(kind: 'Bad' | 'Good'): readonly (readonly [LintRule, string])[] {
  return sections.flatMap((section) =>
    lintRules
      .filter((rule) => rules[rule].scope === 'query')
      .filter((rule) => (section.split('\n')[0] ?? '').split(', ').includes(rule))
      .flatMap((rule) =>
        [...section.matchAll(new RegExp(`^- ${kind}: \`([^\`]+)\``, 'gm'))].map(
          ([, query = '']) => [rule, query] as const,
        ),
      ),
  );
}

test.each(examples('Bad'))('%s finds what is wrong with %s', (rule, query) => {
  expect(problemsOfQuery(rule, query)).not.toEqual([]);
});

test.each(examples('Good'))('%s finds nothing in %s', (rule, query) => {
  expect(problemsOfQuery(rule, query)).toEqual([]);
});

test('there are such examples of most rules', () => {
  expect(new Set(examples('Bad').map(([rule]) => rule)).size).toBeGreaterThan(15);
});

test('the README says how many there are', () => {
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  expect(readme).toContain(`${lintRules.length} rules`);
});
