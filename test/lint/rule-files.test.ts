/** One rule a file, and a test file for each. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintRules } from '../../src/policy/lint-rules.ts';
import { checkout } from '../support/program.ts';

const rules = [...lintRules].toSorted();

/** The names of files in a folder without their ending. */
function names(folder: string, ending: string): readonly string[] {
  return readdirSync(join(checkout, folder))
    .map((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : file))
    .toSorted();
}

test('each rule has a file, and no other file is there', () => {
  expect(names('src/lint/rules', '.ts').filter((name) => name !== 'index')).toEqual(rules);
});

test('each rule has tests, and no other file is there', () => {
  expect(names('test/lint/rules', '.test.ts')).toEqual(rules);
});
