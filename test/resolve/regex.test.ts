/** A real Prometheus selects exactly the series of the values that were filled in. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../src/live/interpolate.ts';
import { connect } from '../../src/live/prometheus/connect.ts';
import { QueryRefused, type Prometheus } from '../../src/live/prometheus/prometheus.ts';
import { findProgram } from '../support/find-program.ts';
import { withoutPrometheus } from '../support/prometheus.ts';
import { replay, type Replay } from '../support/replay.ts';
import { all, multiple, scopeOf, single } from './scope.ts';

const marks = [...`!#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~ äß→😀`];
/** Each mark alone, between letters and at both ends, and what is easily confused with them. */
const values = [
  ...marks.filter((mark) => mark !== ' '),
  ...marks.map((mark) => `a${mark}b`),
  ...marks.map((mark) => `${mark}x${mark}`),
  'a',
  'b',
  'ab',
  'aab',
  'a.*b',
  '(a|b)',
  '\\d',
  '\\.',
  '\\\\',
  '$job',
  'C:\\Temp\\x',
  'https://example.org/a?b=c&d=[e]',
];

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

const page = [
  '# TYPE odd gauge',
  ...[...values, 'say "x"'].map((value) => `odd{value="${escaped(value)}"} 1`),
  '',
].join('\n');

describe('Prometheus', () => {
  const program = findProgram('prometheus');
  let replayed: Replay | undefined;
  let prometheus: Prometheus | undefined;
  beforeAll(async () => {
    if (program === undefined) return;
    const labels = { environment: 'test', job: 'odd', instance: 'odd:1' };
    replayed = await replay(program, [{ text: page, labels }]);
    prometheus = await connect({ url: replayed.url, environment: {} });
  });
  afterAll(() => replayed?.stop());

  async function selected(query: string): Promise<readonly string[]> {
    if (prometheus === undefined) throw new Error('there is no Prometheus');
    const { series } = await prometheus.instant(query, Date.now() / 1000);
    return series.map(({ labels }) => labels['value'] ?? '').toSorted();
  }

  it('selects the chosen of several, and no others', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    await fc.assert(
      fc.asyncProperty(fc.subarray(values, { minLength: 1, maxLength: 12 }), async (chosen) => {
        const query = fill('odd{value=~"$v"}', scopeOf(multiple('v', chosen))).text;
        expect(await selected(query)).toEqual(chosen.toSorted());
      }),
      { numRuns: 60 },
    );
  });

  it('selects each of them alone, and none but it', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    for (const value of values) {
      const query = fill('odd{value=~"$v"}', scopeOf(multiple('v', [value]))).text;
      expect(await selected(query), value).toEqual([value]);
    }
  });

  it('selects all of them', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    const query = fill('odd{value=~"$v"}', scopeOf(all('v', values))).text;
    expect(await selected(query)).toEqual(values.toSorted());
  });

  it('selects one value by equality, but for quotes, as in Grafana', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    for (const value of values) {
      const query = fill('odd{value="$v"}', scopeOf(single('v', value))).text;
      expect(await selected(query), value).toEqual(value.includes("'") ? [] : [value]);
    }
  });

  it('does not take a query whose string a double quote ends, as in Grafana', async (context) => {
    if (prometheus === undefined) withoutPrometheus(context);
    const query = fill('odd{value=~"$v"}', scopeOf(multiple('v', ['say "x"']))).text;
    await expect(selected(query)).rejects.toBeInstanceOf(QueryRefused);
  });
});
