/** Incidents over HTTP: they begin, end and are listed. */
import type { IncomingMessage } from 'node:http';
import { UserError } from '../../errors/user-error.ts';
import { nearest, orNearest } from '../../text/nearest.ts';
import { incidentNamed, incidentNames, lengthOf } from '../incident-text.ts';
import { usualLength, type Incident } from '../incidents.ts';
import type { OrderProcessing } from '../world.ts';
import { json, moment, notAllowed, refusal, type Answer } from './answer.ts';
import { bodyOf, objectIn } from './request.ts';

const path = /^\/incidents(?:\/([^/]*))?$/;

/** Answers a request for incidents; undefined where the path is another's. */
export async function answerIncidents(
  simulation: OrderProcessing,
  request: IncomingMessage,
  asked: string,
): Promise<Answer | undefined> {
  const match = path.exec(asked);
  if (match === null) return undefined;
  const [, text] = match;
  if (text === undefined) return request.method === 'GET' ? list(simulation) : notAllowed('GET');
  const name = incidentNamed(text);
  if (name === undefined) {
    const known = incidentNames.join(', ');
    return refusal(404, `there is no incident "${text}"${orNearest(nearest(text, incidentNames))}; there are ${known}`);
  }
  if (request.method === 'DELETE') {
    return simulation.incidents.end(name) ? list(simulation) : refusal(404, `${name} is neither on nor planned`);
  }
  if (request.method !== 'POST') return notAllowed('POST, DELETE');
  const length = await lengthIn(request);
  if (typeof length !== 'number') return length;
  const incident = { name, from: simulation.time, until: simulation.time + length };
  simulation.incidents.plan(incident);
  return json(201, shown(incident, simulation.time));
}

/** How long the body says that it shall last, in seconds. */
async function lengthIn(request: IncomingMessage): Promise<number | Answer> {
  const body = await bodyOf(request);
  if (body === undefined) return refusal(413, 'the body is too long', { connection: 'close' });
  if (body.trim() === '') return usualLength;
  const { duration } = objectIn(body) ?? {};
  if (typeof duration !== 'string') return refusal(400, 'the body must be empty, or such as {"duration":"5m"}');
  try {
    return lengthOf(duration, 'duration');
  } catch (error) {
    if (error instanceof UserError) return refusal(400, `${error.message} ${error.next}`);
    throw error;
  }
}

function list({ incidents, time }: OrderProcessing): Answer {
  return json(200, { known: incidentNames, incidents: incidents.planned.map((incident) => shown(incident, time)) });
}

function shown({ name, from, until }: Incident, time: number): unknown {
  return { name, on: from <= time, from: moment(from), until: moment(until) };
}
