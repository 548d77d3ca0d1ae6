import { describe, expect, it, test } from 'vitest';
import { declaredEmpty, type DeclaredEmpty } from '../../src/dashboard/declared-empty.ts';
import { finish } from '../../src/dashboard/finish.ts';
import { readVerifyFile, verifyFileText } from '../../src/dashboard/verify-file.ts';
import { panelId } from '../../src/identity/ids.ts';
import { postgres } from '../../src/metrics/postgres.ts';
import { mayBeEmpty, query } from '../../src/panels/index.ts';
import { max } from '../../src/promql/index.ts';
import { settings } from '../support/settings.ts';
import { refused } from '../support/user-error.ts';
import { definition, file, panel } from './definitions.ts';

const declared: readonly DeclaredEmpty[] = [
  { dashboard: 'order-processing-test', panel: panelId('a'), query: 'A', reason: 'No: "x"', filledBy: 'replica' },
  {
    dashboard: 'order-processing-test',
    annotation: 'Deploys',
    reason: 'nothing was deployed in the time shown',
    filledBy: 'deploy',
  },
  {
    dashboard: 'order-processing-test',
    annotation: 'Firing alerts',
    reason: 'no alert fired in the time shown',
    filledBy: 'alert',
  },
];

describe('the file .verify', () => {
  it('holds what a dashboard declares, and what its annotations are', () => {
    const noted = mayBeEmpty(['A'], { reason: 'No: "x"', filledBy: 'replica' }, panel('a'));
    expect(declaredEmpty(finish(definition([noted]), settings(), file))).toEqual(declared);
  });

  it('has deploys seen by a start where no program of the dashboard tells when it started', () => {
    const other = finish(
      definition([panel('a', { queries: [query(max(postgres.up), 'PostgreSQL')] })]),
      settings(),
      file,
    );
    expect(declaredEmpty(other).map(({ filledBy }) => filledBy)).toEqual(['start', 'alert']);
  });

  it('is read as it was written', () => {
    expect(readVerifyFile(verifyFileText(declared), '.verify')).toEqual(declared);
    expect(readVerifyFile(verifyFileText([]), '.verify')).toEqual([]);
  });

  test.each([
    ['a: [', 'the file: Invalid input: expected object, received undefined'],
    ['[]', 'the file: Invalid input: expected object, received array'],
    ['mayBeEmpty: 3', 'mayBeEmpty: Invalid input: expected array, received number'],
    ['mayBeEmpty: [{ dashboard: a, panel: 1, query: A, reason: b, filledBy: rain }]', 'mayBeEmpty.0: Invalid input'],
  ])('%s is none', (text, detail) => {
    expect(refused(() => readVerifyFile(text, 'x/.verify'))).toMatchObject({
      message: 'x/.verify does not say which queries may be empty.',
      details: [detail],
    });
  });
});
