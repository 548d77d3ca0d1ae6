import { test } from 'vitest';
import { missesVariable, wantsVariable } from '../required-variable.ts';

test('job asks the chosen Prometheus and takes several values', () => {
  wantsVariable('template-job', 'job', 'Job');
});

test('job is missed where Prometheus is chosen', () => {
  missesVariable('template-job', 'job');
});
