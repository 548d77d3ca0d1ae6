/** `docs/lint.md` explains every rule, and no other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintRules } from '../../src/policy/lint-rules.ts';
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

test('the README says how many there are', () => {
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  expect(readme).toContain(`${lintRules.length} rules`);
});
