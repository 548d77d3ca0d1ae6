/** Answers of Prometheus's HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api/. */
import { z } from 'zod';
import type { AnswerKind, Series } from './prometheus.ts';

type RawSample = readonly [time: number, value: string];
type RawHistogram = readonly [time: number, shape: unknown];

/** Unix seconds and the value, written out so that it may be `NaN` or `+Inf`. */
const sample = z.custom<RawSample>(isSample);
/** There may be hundreds of thousands, so that a schema for each of them would take most of the time of an answer. */
const samples = z.custom<readonly RawSample[]>((value) => Array.isArray(value) && value.every(isSample));
/** A sample of a native histogram: the value is the histogram. */
const histogram = z.custom<RawHistogram>(isPair);
const histograms = z.custom<readonly RawHistogram[]>((value) => Array.isArray(value) && value.every(isPair));

function isSample(value: unknown): boolean {
  return isPair(value) && typeof value[1] === 'string';
}

function isPair(value: unknown): value is RawHistogram {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === 'number';
}

const labels = z.record(z.string(), z.string());

const vector = z.object({
  resultType: z.literal('vector'),
  result: z.array(z.object({ metric: labels, value: sample.optional(), histogram: histogram.optional() })),
});
const matrix = z.object({
  resultType: z.literal('matrix'),
  result: z.array(z.object({ metric: labels, values: samples.default([]), histograms: histograms.default([]) })),
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
  return data.result.map(({ metric, values, histograms: shapes }) => ({
    labels: metric,
    samples:
      shapes.length === 0
        ? values.map(numbered)
        : [...values.map(numbered), ...shapes.map(shapeless)].toSorted(([a], [b]) => a - b),
  }));
}

type Sample = readonly [time: number, value: number];

function numbered([time, value]: RawSample): Sample {
  return [time, toNumber(value)];
}

function shapeless([time]: RawHistogram): Sample {
  return [time, Number.NaN];
}

function toNumber(text: string): number {
  const infinite = /^([+-]?)Inf$/.exec(text);
  if (infinite !== null) return infinite[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return text === '' ? Number.NaN : Number(text);
}
