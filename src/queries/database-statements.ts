/** What is asked of single statements: which of them take the database's time. */
import { by, increase, ratio, sum, topk, where, type Range, type Vector } from '../promql/index.ts';
import { series, type Databases } from './database-series.ts';

type StatementLabel = 'environment' | 'instance' | 'datname' | 'queryid';
const perStatement = by('environment', 'instance', 'datname', 'queryid');
/** How many statements are listed. */
const most = 10;

/** Seconds spent in a window in each of the statements that took the most. */
export function byTime(datname: Databases, window: Range): Vector<StatementLabel> {
  return topk(most, spent(datname, window));
}

/** Calls in a window of each of the statements that were called most. */
export function byCalls(datname: Databases, window: Range): Vector<StatementLabel> {
  return topk(most, called(datname, window));
}

/** Seconds that a call took on average in a window, of the statements where that is the most. */
export function byMeanTime(datname: Databases, window: Range): Vector<StatementLabel> {
  return topk(most, ratio(spent(datname, window), called(datname, window)));
}

function spent(datname: Databases, window: Range): Vector<StatementLabel> {
  return sum(increase(where(series.statementSeconds, { datname }), window), perStatement);
}

function called(datname: Databases, window: Range): Vector<StatementLabel> {
  return sum(increase(where(series.statementCalls, { datname }), window), perStatement);
}
