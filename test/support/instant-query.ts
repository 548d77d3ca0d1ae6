/** What a Prometheus answers to an instant query now. */
import { z } from 'zod';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const answer = z.discriminatedUnion('status', [
  z.looseObject({
    status: z.literal('success'),
    data: z.looseObject({
      result: z.array(
        z.looseObject({
          metric: z.record(z.string(), z.string()),
          value: z.tuple([z.number(), z.string()]),
        }),
      ),
    }),
  }),
  z.looseObject({ status: z.literal('error'), error: z.string() }),
]);

export async function instantQuery(url: string, query: string): Promise<readonly Sample[]> {
  const response = await fetch(`${url}/api/v1/query`, { method: 'POST', body: new URLSearchParams({ query }) });
  const parsed = answer.parse(await response.json());
  if (parsed.status === 'error') throw new Error(`${parsed.error}: ${query}`);
  return parsed.data.result.map(({ metric, value: [, value] }) => ({ labels: metric, value: Number(value) }));
}
