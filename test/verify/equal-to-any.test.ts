import { expect, it } from 'vitest';
import { equalToAny } from '../../src/live/verify/equal-to-any.ts';

it.each([
  ['up{job="$job"}', 'up{job=~"$job"}'],
  ["up{job = '${job}'}", "up{job =~ '${job}'}"],
  ['up{job="[[job]]"}', 'up{job=~"[[job]]"}'],
  ['up{job=~"$job"}', 'up{job=~"$job"}'],
  ['up{job!="$job"}', 'up{job!="$job"}'],
  ['up{instance="$instance"}', 'up{instance="$instance"}'],
  ['up{job="$job",instance="$instance"}', 'up{job=~"$job",instance="$instance"}'],
  ['up{job="$jobs"}', 'up{job="$jobs"}'],
])('%s', (query, asked) => {
  expect(equalToAny(query, ['job'])).toBe(asked);
});
