/** Servers that answer as they are told, and a port that is connected to them. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, expect } from 'vitest';
import { UserError } from '../../../src/errors/user-error.ts';
import type { Grafana } from '../../../src/grafana/grafana.ts';
import { connectGrafana, type ConnectOptions } from '../../../src/grafana/http/connect.ts';
import type { Patience } from '../../../src/grafana/patience.ts';
import type { Target } from '../../../src/grafana/target.ts';

export const secret = 'glsa_hunter2-of-the-tests';

const servers: Server[] = [];

afterEach(closeAll);

/** Nothing listens any more. */
export async function closeAll(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  }
}

/** @param port any that is free unless given */
export async function listening(server: Server, port = 0): Promise<number> {
  servers.push(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the system gave no port');
  return address.port;
}

export async function serve(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listening(createServer(listener))}`;
}

export interface Asked {
  readonly method: string;
  /** With what is asked behind "?". */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** In place of all else. */
  readonly does?: (response: ServerResponse, request: IncomingMessage) => void;
}

export type Route = Reply | ((asked: Asked) => Reply | undefined);

export const notFound: Reply = { status: 404, body: { message: 'Not found' } };
export const page: Reply = { body: '<!doctype html><title>Sign in</title>', headers: { 'content-type': 'text/html' } };

const base = '/apis/dashboard.grafana.app/v0alpha1/namespaces/default/dashboards';

/** What a Grafana answers while it is asked who it is; it holds nothing. */
export const usual: Readonly<Record<string, Route>> = {
  'GET /api/health': { body: { database: 'ok', version: '12.2.0', commit: 'NA' } },
  'GET /api/org': { body: { id: 1, name: 'Main Org.' } },
  'GET /api/user': { body: { login: 'admin' } },
  'GET /apis': {
    body: {
      kind: 'APIGroupList',
      groups: [{ name: 'dashboard.grafana.app', versions: [{ version: 'v1beta1' }, { version: 'v0alpha1' }] }],
    },
  },
  [`GET ${base}`]: { body: { metadata: {}, items: [] } },
};

/** The same without the resource API, as Grafana 10 is. */
export const older: Readonly<Record<string, Route>> = { ...usual, 'GET /apis': { ...page, status: 404 } };

export interface Played {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** What was asked but for the probing. */
  readonly later: () => readonly string[];
}

/** Answers by method and path without what is asked behind "?"; what is not told is not there. */
export async function playing(routes: Readonly<Record<string, Route>>): Promise<Played> {
  const asked: Asked[] = [];
  const url = await serve((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body };
      asked.push(one);
      const route = routes[`${method} ${path.replace(/\?.*/, '')}`];
      const reply = (typeof route === 'function' ? route(one) : route) ?? notFound;
      send(reply, request, response);
    });
  });
  const isProbe = (path: string) =>
    ['/api/health', '/api/org', '/api/user', '/apis'].includes(path) || path.endsWith('dashboards?limit=1');
  const later = () => asked.filter(({ path }) => !isProbe(path)).map(({ method, path }) => `${method} ${path}`);
  return { url, asked, later };
}

function send({ status = 200, body = '', headers = {}, does }: Reply, request: IncomingMessage, to: ServerResponse) {
  if (does !== undefined) {
    does(to, request);
    return;
  }
  const isText = typeof body === 'string';
  to.writeHead(status, { 'content-type': isText ? 'text/plain' : 'application/json', ...headers });
  to.end(isText ? body : JSON.stringify(body));
}

/** Answers one after the other; the last of them for ever. */
export function oneByOne(...replies: readonly Reply[]): Route {
  let next = 0;
  return () => {
    next += 1;
    return replies[Math.min(next, replies.length) - 1];
  };
}

/** Waits for nothing, so many times; notes what it was to wait for. */
export function counted(most: number): Patience & { readonly waits: (number | undefined)[] } {
  const waits: (number | undefined)[] = [];
  return {
    waits,
    wait: (_, retryAfter) => {
      waits.push(retryAfter);
      return Promise.resolve(waits.length <= most);
    },
  };
}

export function connected(
  url: string,
  { target = {}, ...options }: Partial<ConnectOptions> & { target?: Partial<Target> } = {},
): Promise<Grafana> {
  return connectGrafana(
    { url, authorization: `Bearer ${secret}`, caFile: undefined, credentialsFrom: 'GRAFANA_TOKEN', ...target },
    { patience: counted(20), timeout: 5, connections: 10, signal: new AbortController().signal, ...options },
  );
}

/** The UserError that it ends with, and nothing of what it knows is a secret. */
export async function failure(action: () => Promise<unknown>): Promise<UserError> {
  const error = await action().then(
    () => new Error('it did not fail'),
    (caught: unknown) => caught,
  );
  if (!(error instanceof UserError)) throw error;
  discreet(error);
  expect(error.cause).toBeUndefined();
  return error;
}

/** Nothing that is shown of it has the secret in it. */
export function discreet(value: unknown): void {
  const shown = [inspect(value, { depth: 20, showHidden: true }), JSON.stringify(value) ?? '', String(value)];
  const errors = value instanceof UserError ? [value.message, value.next, value.stack, ...value.details] : [];
  expect([...shown, ...errors].join('\n')).not.toContain(secret);
}
