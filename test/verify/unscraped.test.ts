import { describe, expect, it } from 'vitest';
import { unscraped } from '../../src/live/verify/unscraped.ts';
import { selectors } from '../../src/promql/ast.ts';
import { parse } from '../../src/promql/parse.ts';
import { settings } from '../support/settings.ts';

const { catalogue } = settings();
const lookup = (name: string) => catalogue.lookup(name)?.series;

interface Given {
  readonly jobs?: readonly string[];
  readonly names?: readonly string[];
  readonly written?: string;
}

function jobsOf(query: string, { jobs = ['prometheus'], names = [], written = query }: Given = {}): readonly string[] {
  const [selector] = selectors(parse(query, lookup));
  if (selector === undefined) throw new Error(`no selector in ${query}`);
  return unscraped(selector, written, { jobs, names: new Set(names), lookup });
}

describe('a metric of the catalogue', () => {
  it('is not proven while no job that exposes it is scraped', () => {
    expect(jobsOf('orders_created_total')).toEqual(['order_processing_api']);
    expect(jobsOf('orders_created_total', { jobs: ['order_processing_api'] })).toEqual([]);
    expect(jobsOf('orders_created_total', { jobs: [] })).toEqual(['order_processing_api']);
  });

  it('is a defect where another job exposes it, for then only the selector is wrong', () => {
    expect(jobsOf('orders_created_total{status="x"}', { names: ['orders_created_total'] })).toEqual([]);
  });

  it('is asked of the jobs that the selector allows', () => {
    const query = 'order_processing_errors_total{job="order_processing_worker"}';
    expect(jobsOf('order_processing_errors_total', { jobs: ['order_processing_worker'] })).toEqual([]);
    expect(
      jobsOf(query, { jobs: ['order_processing_api'], written: 'order_processing_errors_total{job="$job"}' }),
    ).toEqual(['order_processing_worker']);
  });

  it('that Prometheus makes itself needs no job', () => {
    expect(jobsOf('ALERTS', { jobs: [] })).toEqual([]);
  });

  it('may be one of several', () => {
    const query = '{__name__=~"orders_created_total|orders_by_status"}';
    expect(jobsOf(query)).toEqual(['order_processing_api', 'order_processing_state']);
    expect(jobsOf(query, { jobs: ['order_processing_state'] })).toEqual([]);
    expect(jobsOf(query, { names: ['orders_by_status'] })).toEqual([]);
    expect(jobsOf('{__name__=~"orders_created_total|not_in_it"}')).toEqual([]);
    expect(jobsOf('{__name__=~"orders_.*"}')).toEqual([]);
  });
});

describe('any other metric', () => {
  it('is a defect, unless the dashboard itself names a job that is not scraped', () => {
    expect(jobsOf('node_load1')).toEqual([]);
    expect(jobsOf('node_load1{job="node"}')).toEqual(['node']);
    expect(jobsOf('node_load1{job="node"}', { jobs: ['node'] })).toEqual([]);
    expect(jobsOf('node_load1{job=~"node|host"}')).toEqual(['node', 'host']);
    expect(jobsOf('node_load1{job=~"node|host"}', { jobs: ['host'] })).toEqual([]);
    expect(jobsOf('node_load1{job=~"no.*"}')).toEqual(['no.*']);
    expect(jobsOf('node_load1{job=~"no\\\\.de"}')).toEqual(['no\\.de']);
    expect(jobsOf('node_load1{job=~"no.*"}', { jobs: ['node'] })).toEqual([]);
    expect(jobsOf('node_load1{job!="node"}')).toEqual([]);
    expect(jobsOf('node_load1{job=~".+"}', { jobs: [] })).toEqual([]);
    expect(jobsOf('node_load1{job=~"(?i)node"}')).toEqual([]);
  });

  it('is one where the job was chosen', () => {
    expect(jobsOf('node_load1{job="node"}', { written: 'node_load1{job="$job"}' })).toEqual([]);
  });
});
