/** A connection to a Prometheus, or to what speaks its HTTP API (Thanos, Mimir, VictoriaMetrics). */
import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type AgentOptions } from 'node:https';
import { rootCertificates } from 'node:tls';
import { environmentCredentials, isPlain, type Environment } from '../../config/credentials.ts';
import { serverUrl } from '../../config/server-url.ts';
import { isMissing, unreadable } from '../../errors/unreadable.ts';
import { UserError } from '../../errors/user-error.ts';
import { HttpPrometheus } from './client.ts';
import type { Prometheus } from './prometheus.ts';

export interface ConnectOptions {
  /** `http://` or `https://`, without user name and password; a path is kept. */
  readonly url: string;
  /** Where `PROMETHEUS_TOKEN`, `PROMETHEUS_USER`, `PROMETHEUS_PASSWORD` and their `…_FILE` are looked up. */
  readonly environment: Environment;
  /** A file of certificates to trust beside the usual ones. */
  readonly caFile?: string | undefined;
  /** The certificate and the key of who asks, in PEM. */
  readonly certificateFile?: string | undefined;
  readonly keyFile?: string | undefined;
  /** Sent as `X-Scope-OrgID`. */
  readonly tenant?: string | undefined;
  /** How long one answer may take, in seconds; 30 unless given. */
  readonly timeout?: number;
  /** How long an answer may be; 64 MiB unless given. */
  readonly maxBytes?: number;
  /** How many connections are kept at most; 8 unless given. */
  readonly connections?: number;
  /** Ends what is under way: every question then ends with a UserError of the exit code `interrupted`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Nothing is asked yet. Connections are reused and do not keep the process alive.
 * @throws UserError where the address, a file or the credentials cannot be used
 */
export async function connect(options: ConnectOptions): Promise<Prometheus> {
  const url = serverUrl(options.url, { name: 'Prometheus', example: 'http://127.0.0.1:9090', prefix: 'PROMETHEUS' });
  const headers: Record<string, string> = {};
  const authorized = (await environmentCredentials(options.environment, 'PROMETHEUS'))?.authorization;
  if (authorized !== undefined) headers['authorization'] = authorized;
  const { tenant = '', connections = 8 } = options;
  if (!isPlain(tenant)) {
    throw new UserError('The tenant has a character in it that no header takes.', {
      next: 'Write its name alone, in ASCII.',
    });
  }
  if (tenant !== '') headers['x-scope-orgid'] = tenant;
  const pool = { keepAlive: true, maxSockets: connections };
  return new HttpPrometheus({
    address: url,
    headers,
    signedIn: authorized !== undefined || options.certificateFile !== undefined,
    timeout: options.timeout ?? 30,
    maxBytes: options.maxBytes ?? 64 * 1024 * 1024,
    signal: options.signal,
    httpAgent: new HttpAgent(pool),
    httpsAgent: new HttpsAgent({ ...pool, ...(await trust(options)) }),
  });
}

async function trust({ caFile, certificateFile, keyFile }: ConnectOptions): Promise<AgentOptions> {
  if ((certificateFile === undefined) !== (keyFile === undefined)) {
    throw new UserError('A client certificate and its key go together; only one of them is given.', {
      next: 'Give both files, or neither.',
    });
  }
  return {
    ...(caFile === undefined ? {} : { ca: [...rootCertificates, await pem(caFile, 'CERTIFICATE')] }),
    ...(certificateFile === undefined ? {} : { cert: await pem(certificateFile, 'CERTIFICATE') }),
    ...(keyFile === undefined ? {} : { key: await pem(keyFile, 'PRIVATE KEY') }),
  };
}

async function pem(path: string, kind: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(path, error);
    throw new UserError(`${path} is not there.`, { next: `Give the path of a PEM file with a ${kind.toLowerCase()}.` });
  });
  if (text.includes('-----BEGIN ') && text.includes(`${kind}-----`)) return text;
  throw new UserError(`${path} holds no ${kind.toLowerCase()} in PEM.`, {
    next: `Give a file with a line -----BEGIN ${kind}-----.`,
  });
}
