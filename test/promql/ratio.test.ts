import { describe, expect, test } from 'vitest';
import { application } from '../../src/metrics/application.ts';
import { by, rate, ratio, sum, without, type Vector } from '../../src/promql/index.ts';

const errors = rate(application.orderProcessingErrors);
const created = rate(application.ordersCreated);
const payments = rate(application.paymentsProcessed);

describe('a ratio whose sides come from different jobs', () => {
  test.each<readonly [string, () => Vector<string> | Vector<'job'> | Vector<'environment' | 'instance' | 'job'>]>([
    ['job', () => ratio(sum(errors, by('job')), sum(created, by('job')))],
    ['job and instance', () => ratio(sum(errors, without('reason')), created)],
  ])('is refused by %s', (labels, make) => {
    expect(make).toThrow(
      `a ratio by ${labels} is always 0 here: order_processing_worker exposes the part and order_processing_api the whole`,
    );
  });

  test('is fine by environment, or in all', () => {
    expect(() => ratio(sum(errors, by('environment')), sum(created, by('environment')))).not.toThrow();
    expect(() => ratio(sum(errors), sum(created))).not.toThrow();
  });
});

test('a ratio by job within one job is fine', () => {
  expect(() => ratio(sum(errors, by('job')), sum(payments, by('job')))).not.toThrow();
});
