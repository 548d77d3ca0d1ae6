/** What a Prometheus answers to an instant query. */
import { z } from 'zod';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const vector = z.array(
  z.looseObject({
    metric: z.record(z.string(), z.string()),
    value: z.tuple([z.number(), z.string()]),
  }),
);
const matrix = z.array(
  z.looseObject({
    metric: z.record(z.string(), z.string()),
    values: z.array(z.tuple([z.number(), z.string()])),
  }),
);
const answer = z.discriminatedUnion('status', [
  z.looseObject({ status: z.literal('success'), data: z.looseObject({ result: z.unknown() }) }),
  z.looseObject({ status: z.literal('error'), error: z.string() }),
]);

/** @param time in Unix seconds; left out, now */
export async function instantQuery(url: string, query: string, time?: number): Promise<readonly Sample[]> {
  const result = vector.parse(await ask(url, query, time));
  return result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
}

/** When there are samples, in Unix seconds, for each series of a range such as `up[1m]`. */
export async function sampleTimes(url: string, range: string): Promise<readonly (readonly number[])[]> {
  return matrix.parse(await ask(url, range)).map(({ values }) => values.map(([time]) => time));
}

async function ask(url: string, query: string, time?: number): Promise<unknown> {
  const body = new URLSearchParams({ query, ...(time === undefined ? {} : { time: String(time) }) });
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body });
  const parsed = answer.parse(await response.json());
  if (parsed.status === 'error') throw new Error(`${parsed.error}: ${query}`);
  return parsed.data.result;
}
