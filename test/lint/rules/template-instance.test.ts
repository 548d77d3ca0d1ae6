import { test } from 'vitest';
import { missesVariable, wantsVariable } from '../required-variable.ts';

test('instance asks the chosen Prometheus and takes several values', () => {
  wantsVariable('template-instance', 'instance', 'Instance');
});

test('instance is missed where Prometheus is chosen', () => {
  missesVariable('template-instance', 'instance');
});
