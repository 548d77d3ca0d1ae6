import type { Node } from '../../promql/ast.ts';
import { print } from '../../promql/print.ts';
import { ageQuestions } from '../promql/age.ts';
import { nothing, type Complaint, type QueryRule } from '../rule.ts';

/** In seconds: how far back Prometheus looks for the last sample of a series, unless told otherwise. */
const lookBack = 300;

/** The age of samples held against a length of time that it never reaches. */
export const sampleAge: QueryRule = {
  scope: 'query',
  check: ({ node, text }) => (node === undefined || !text.includes('timestamp') ? nothing : neverSo(node)),
};

function* neverSo(node: Node): Iterable<Complaint> {
  for (const { node: question, series, limit } of ageQuestions(node)) {
    if (limit !== undefined && limit < lookBack) continue;
    const age = limit === undefined ? 'that age' : `the age of ${limit} s`;
    yield {
      problem: `${print(question)}: timestamp() tells when ${print(series)} was scraped, which is never longer ago than 5 minutes, so that no sample has ${age}`,
      next:
        series.metric?.unit === 'unix_seconds' || series.metric === undefined
          ? `compare the time that the series holds: time() - ${print(series)} > ${limit ?? '…'}.`
          : 'compare the value of a metric that holds a time, such as …_timestamp_seconds, with time().',
    };
  }
}
