/** Requests at a steady pace, for seconds. */
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Load {
  readonly url: string;
  readonly body: string;
  readonly perSecond: number;
  readonly seconds: number;
}

export interface LoadResult {
  /** How many were answered, by status; 0 is a connection that failed. */
  readonly answers: ReadonlyMap<number, number>;
  /** From the first request to the last answer. */
  readonly seconds: number;
}

const connections = 32;
/** How often requests are sent, in milliseconds. */
const beat = 10;

/** Posts a body again and again, no more at once than there are connections; resolves with the last answer. */
export async function postLoad({ url, body, perSecond, seconds }: Load): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const answers = new Map<number, number>();
  const total = perSecond * seconds;
  const underWay = new Set<Promise<void>>();
  const counted = async (): Promise<void> => {
    const status = await post(url, body, agent);
    answers.set(status, (answers.get(status) ?? 0) + 1);
  };
  const start = performance.now();
  try {
    for (let sent = 0; sent < total;) {
      const due = Math.min(total, ((performance.now() - start) / 1000) * perSecond);
      while (sent < due && underWay.size < connections) {
        sent += 1;
        const answer = counted();
        underWay.add(answer);
        void answer.finally(() => underWay.delete(answer));
      }
      if (underWay.size === connections) await Promise.race(underWay);
      else await pause(beat);
    }
    await Promise.all(underWay);
  } finally {
    agent.destroy();
  }
  return { answers, seconds: (performance.now() - start) / 1000 };
}

function post(url: string, body: string, agent: Agent): Promise<number> {
  return new Promise((resolve) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (response) => {
        response.resume().once('end', () => resolve(response.statusCode ?? 0));
      },
    );
    sent.once('error', () => resolve(0)).end(body);
  });
}
