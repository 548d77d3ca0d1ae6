/** A save in the UI, as a Grafana 12.2 recorded it: one description was changed, and 199 lines are different. */
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/compare/compare.ts';
import { pushed, savedInUi } from './fixtures.ts';

describe('the recorded save in the UI', () => {
  it('is the one change that the person made', () => {
    expect(compare(pushed, savedInUi)).toEqual({
      panels: [],
      variables: [],
      annotations: [],
      properties: [{ path: 'description', before: undefined, after: 'edited by a person' }],
    });
  });
});
