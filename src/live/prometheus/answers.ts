/** Answers of Prometheus's HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api/. */
import { z } from 'zod';
import type { AnswerKind, Series } from './prometheus.ts';

/** Unix seconds and the value, written out so that it may be `NaN` or `+Inf`. */
const sample = z.tuple([z.number(), z.string()]);
/** A sample of a native histogram: the value is the histogram. */
const histogram = z.tuple([z.number(), z.unknown()]);
const labels = z.record(z.string(), z.string());

const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labels, value: sample.optional(), histogram: histogram.optional() })),
});
const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(
    z.object({ metric: labels, values: z.array(sample).default([]), histograms: z.array(histogram).default([]) }),
  ),
});
const scalar = z.object({ resultType: z.literal('scalar'), result: sample });
const string = z.object({ resultType: z.literal('string'), result: sample });

/** `samples` is there since Prometheus 2.35. */
const stats = z.object({ samples: z.object({ totalQueryableSamples: z.number() }).optional() }).optional();

const statistics = z.object({ stats });

export const queryData = z.intersection(
  z.discriminatedUnion('resultType', [vector, matrix, scalar, string]),
  statistics,
);
export const names = z.array(z.string());
export const labelSets = z.array(labels);

const warnings = z.array(z.string()).nullish();

/** What every answer is wrapped in. */
export const envelope = z.discriminatedUnion('status', [
  z.object({ status: z.literal('success'), data: z.unknown(), warnings }),
  z.object({ status: z.literal('error'), errorType: z.string().default('unknown'), error: z.string().default('') }),
]);

export interface Queried {
  readonly kind: AnswerKind;
  readonly series: readonly Series[];
  readonly samplesTouched: number | undefined;
}

/** A native histogram has no single value: it counts as a sample whose value is NaN. */
export function queried(data: z.infer<typeof queryData>): Queried {
  return {
    kind: data.resultType,
    series: seriesOf(data),
    samplesTouched: data.stats?.samples?.totalQueryableSamples,
  };
}

function seriesOf(data: z.infer<typeof queryData>): readonly Series[] {
  if (data.resultType === 'scalar' || data.resultType === 'string') {
    return [{ labels: {}, samples: [numbered(data.result)] }];
  }
  if (data.resultType === 'vector') {
    return data.result.map(({ metric, value, histogram: shape }) => ({
      labels: metric,
      samples: [...(value === undefined ? [] : [numbered(value)]), ...(shape === undefined ? [] : [shapeless(shape)])],
    }));
  }
  return data.result.map(({ metric, values, histograms }) => ({
    labels: metric,
    samples: [...values.map(numbered), ...histograms.map(shapeless)].toSorted(([a], [b]) => a - b),
  }));
}

type Sample = readonly [time: number, value: number];

function numbered([time, value]: z.infer<typeof sample>): Sample {
  return [time, toNumber(value)];
}

function shapeless([time]: z.infer<typeof histogram>): Sample {
  return [time, Number.NaN];
}

function toNumber(text: string): number {
  const infinite = /^([+-]?)Inf$/.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text === '' ? Number.NaN : Number(text);
}
