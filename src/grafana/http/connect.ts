/** A connection to a Grafana, 10 to 13, or to what stands before one. */
import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { isMissing, unreadable } from '../../errors/unreadable.ts';
import { UserError } from '../../errors/user-error.ts';
import type { Grafana } from '../grafana.ts';
import type { Patience } from '../patience.ts';
import type { Target } from '../target.ts';
import { HttpGrafana } from './client.ts';
import { probe } from './probe.ts';
import { Requests } from './requests.ts';

export interface ConnectOptions {
  readonly patience: Patience;
  /** How long one answer may take, in seconds. */
  readonly timeout: number;
  /** How many connections are kept at most. */
  readonly connections: number;
  /** Ends reads: each then ends with a UserError of the exit code `interrupted`. A write that was sent is waited for. */
  readonly signal: AbortSignal;
  /** What is asked again, and why. */
  readonly tell?: (line: string) => void;
  /** How long an answer may be; 64 MiB unless given. */
  readonly maxBytes?: number;
}

/**
 * Asks who answers and what it can do. Connections are reused and do not keep the process alive.
 * @throws UserError as each read of a {@link Grafana}
 */
export async function connectGrafana(target: Target, options: ConnectOptions): Promise<Grafana> {
  const { patience, timeout, connections, signal, tell = () => undefined, maxBytes = 64 * 1024 * 1024 } = options;
  const pool = { keepAlive: true, maxSockets: connections };
  const trusted = target.caFile === undefined ? {} : { ca: [...rootCertificates, await certificates(target.caFile)] };
  const requests = new Requests({
    line: {
      address: target.url,
      authorization: target.authorization,
      timeout,
      maxBytes,
      httpAgent: new HttpAgent(pool),
      httpsAgent: new HttpsAgent({ ...pool, ...trusted }),
    },
    credentialsFrom: target.credentialsFrom,
    patience,
    signal,
    tell,
  });
  return new HttpGrafana(requests, await probe(requests), connections);
}

async function certificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(path, error);
    throw new UserError(`${path === '' ? 'The CA file' : path} is not there.`, {
      next: 'Give the path of a PEM file with a certificate.',
    });
  });
  if (/-----BEGIN (?:TRUSTED )?CERTIFICATE-----/.test(text)) return text;
  throw new UserError(`${path} holds no certificate in PEM.`, {
    next: 'Give a file with a line -----BEGIN CERTIFICATE-----.',
  });
}
