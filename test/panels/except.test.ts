import { describe, expect, it } from 'vitest';
import { finish } from '../../src/dashboard/finish.ts';
import { except } from '../../src/panels/index.ts';
import { definition, file, panel } from '../dashboard/definitions.ts';
import { settings } from '../support/settings.ts';

const reason = 'The alert looks back over the same 15 minutes.';

function exceptionsOf(excepted: Parameters<typeof definition>[0][number]) {
  return finish(definition([excepted]), settings(), file).panels[0]?.exceptions;
}

describe('a panel that is excepted from a rule', () => {
  it('carries the reason to where it is finished', () => {
    expect(exceptionsOf(except({ 'target-rate-interval': reason }, panel('a')))).toEqual({
      'target-rate-interval': reason,
    });
    expect(exceptionsOf(panel('a'))).toEqual({});
  });

  it('is the same panel otherwise', () => {
    const json = (given: Parameters<typeof exceptionsOf>[0]) =>
      JSON.stringify(finish(definition([given]), settings(), file).dashboard);
    expect(json(except({ 'panel-units': reason }, panel('a')))).toBe(json(panel('a')));
  });

  it('may be excepted again', () => {
    const twice = except({ 'panel-units': 'Words.' }, except({ 'target-rate-interval': reason }, panel('a')));
    expect(exceptionsOf(twice)).toEqual({ 'panel-units': 'Words.', 'target-rate-interval': reason });
  });

  it('needs a reason', () => {
    expect(() => except({ 'target-job': ' ' }, panel('a'))).toThrow(
      new RangeError('the exception from target-job has no reason: say why it is right here'),
    );
  });
});
