import { describe, expect, it } from 'vitest';
import { finish } from '../../src/dashboard/finish.ts';
import { except, mayBeEmpty } from '../../src/panels/index.ts';
import type { MayBeEmpty } from '../../src/policy/incidents.ts';
import { definition, file, panel } from '../dashboard/definitions.ts';
import { settings } from '../support/settings.ts';
import { refused } from '../support/user-error.ts';

const why: MayBeEmpty = { reason: 'There is no replica.', filledBy: 'replica' };

function finished(given: Parameters<typeof definition>[0][number]) {
  return finish(definition([given]), settings(), file);
}

describe('a panel that may be empty', () => {
  it('carries the reason to where it is finished, for each query that is named', () => {
    expect(finished(mayBeEmpty(['A'], why, panel('a'))).panels[0]?.mayBeEmpty).toEqual(new Map([['A', why]]));
    expect(finished(panel('a')).panels[0]?.mayBeEmpty).toEqual(new Map());
  });

  it('is the same panel otherwise', () => {
    const json = (given: Parameters<typeof finished>[0]) => JSON.stringify(finished(given).dashboard);
    expect(json(mayBeEmpty(['A'], why, panel('a')))).toBe(json(panel('a')));
  });

  it('keeps what else is said of it, in either order', () => {
    const exceptions = { 'panel-units': 'Words.' };
    for (const both of [
      mayBeEmpty(['A'], why, except(exceptions, panel('a'))),
      except(exceptions, mayBeEmpty(['A'], why, panel('a'))),
    ]) {
      expect(finished(both).panels[0]).toMatchObject({ exceptions, mayBeEmpty: new Map([['A', why]]) });
    }
  });

  it('needs a reason', () => {
    expect(() => mayBeEmpty(['A'], { reason: ' ', filledBy: 'deploy' }, panel('a'))).toThrow(
      new RangeError('say why the panel may rightly be empty'),
    );
  });

  it('has the queries that are named', () => {
    expect(refused(() => finished(mayBeEmpty(['A', 'C'], why, panel('a')))).details).toEqual([
      'panel "Panel a": it has no query C, which is said to be empty at times',
    ]);
  });
});
