/** The double's socket: reads requests, lets them be answered, and lets go wrong what is to go wrong. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type Json } from '../../../src/lint/read/json.ts';
import { signedIn } from './accounts.ts';
import { older, type Answer } from './answer.ts';
import { planned, type Fault, type Planned } from './faults.ts';
import type { DoubleOptions, Personality } from './options.ts';
import { answerTo, health } from './routes.ts';
import type { State } from './state.ts';

/** What was asked, and what became of it. */
export interface Asked {
  readonly method: string;
  /** With the query, without the prefix. */
  readonly path: string;
  /** A login; undefined where nobody signed in. */
  readonly as: string | undefined;
  /** Zero where no answer was sent. */
  readonly status: number;
  /** Whether the double's state is another one after it. */
  readonly wrote: boolean;
  /** What was sent: undefined where it was no JSON object. */
  readonly body: Json | undefined;
  readonly headers: IncomingMessage['headers'];
}

export interface Listener {
  readonly url: string;
  readonly requests: Asked[];
  readonly faults: Planned<Fault>;
  readonly before: Planned<Hook>;
  readonly after: Planned<Hook>;
  /** Ends all connections, refuses new ones, and listens again. */
  readonly restart: (ms: number) => Promise<void>;
  /** Ends connections on which nothing is asked: clients that are done with keep theirs open. */
  readonly closeIdle: () => void;
  readonly stop: () => Promise<void>;
  /** The number of connections that were opened. */
  readonly connections: () => number;
}

export type Hook = () => void | Promise<void>;

/** Requests of the tests' own people carry it: they are not counted, and nothing goes wrong with them. */
export const ofPeople = 'x-of-people';

export async function listen(state: State, is: Personality, options: DoubleOptions): Promise<Listener> {
  const requests: Asked[] = [];
  const faults = planned<Fault>();
  const before = planned<Hook>();
  const after = planned<Hook>();
  let opened = 0;
  let lastWrite = Promise.resolve();
  const make = (): Server => {
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      serve(request, response).catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
        response.end(`the double failed: ${error instanceof Error ? error.stack : String(error)}`);
      });
    };
    const server = options.tls === undefined ? createServer(handle) : createTlsServer(options.tls, handle);
    // Node closes an idle connection after 5 seconds, just when a client may use it again.
    server.keepAliveTimeout = 60_000;
    return server.on('connection', () => opened++);
  };
  let server = make();
  const port = await listenOn(server, options.port ?? 0);

  const restart = async (ms: number): Promise<void> => {
    await close(server);
    await pause(ms);
    server = make();
    await listenOn(server, port);
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const began = performance.now();
    const method = request.method ?? 'GET';
    const address = request.url ?? '/';
    const path = address.startsWith(is.prefix) ? address.slice(is.prefix.length) : undefined;
    const body = await bodyOf(request);
    const counted = request.headers[ofPeople] === undefined;
    if (counted) for (const hook of before.take(method, address)) await hook();
    const [fault] = counted ? faults.take(method, address) : [];
    const revision = state.revision;
    const does = fault === undefined || doneAnyway(fault);
    const handled = does ? handle(request, method, path, body) : undefined;
    const wrote = state.revision !== revision;
    const note = (status: number): void => {
      if (!counted) return;
      const { as } = handled ?? { as: undefined };
      requests.push({ method, path: path ?? address, as, status, wrote, body, headers: request.headers });
    };
    if (handled !== undefined) await paced(began, method, path ?? '', handled.answer);
    if (fault === undefined || fault.kind === 'slow') {
      if (fault !== undefined) await pause(fault.ms);
      note(handled?.answer.status ?? 0);
      if (handled !== undefined) await send(response, handled.answer);
    } else {
      note(await goWrong(fault, request, response, handled?.answer));
    }
    if (counted) for (const hook of after.take(method, address)) await hook();
  }

  function handle(
    request: IncomingMessage,
    method: string,
    address: string | undefined,
    body: Json | undefined,
  ): { readonly as: string | undefined; readonly answer: Answer } {
    if (address === undefined) return { as: undefined, answer: older(404, { message: 'Not found' }) };
    const url = new URL(address === '' ? '/' : address, 'http://double');
    const path = url.pathname.split('/').slice(1).map(decodeURIComponent);
    if (path[0] !== 'api' && path[0] !== 'apis')
      return { as: undefined, answer: page(path[0] === 'login' ? 200 : 404) };
    if (url.pathname === '/api/health') return { as: undefined, answer: health(is) };
    const account = signedIn(state, request.headers.authorization);
    if ('status' in account) return { as: undefined, answer: account };
    const call = {
      method,
      path,
      query: url.searchParams,
      body,
      by: account,
      state,
      is,
      host: request.headers.host ?? '',
      agent: (request.headers['user-agent'] ?? '').split('/')[0] ?? '',
    };
    return { as: account.login, answer: answerTo(call) };
  }

  /** Takes as long as the personality says. Writes take their time one after another, as in the real one's database. */
  async function paced(began: number, method: string, path: string, answer: Answer): Promise<void> {
    const { pace } = is;
    if (method !== 'GET') {
      if (pace.save > 0) await (lastWrite = lastWrite.then(() => pause(pace.save)));
      return;
    }
    const ms = path.startsWith('/apis/') && answer.body.length > 100_000 ? pace.page : pace.read;
    const left = ms - (performance.now() - began);
    if (left > 0) await pause(left);
  }

  async function goWrong(
    fault: Exclude<Fault, { kind: 'slow' }>,
    request: IncomingMessage,
    response: ServerResponse,
    answer: Answer | undefined,
  ): Promise<number> {
    switch (fault.kind) {
      case 'status':
        await send(response, {
          status: fault.status,
          headers: { 'content-type': 'application/json', ...fault.headers },
          body: fault.body ?? '{"message":"a fault of the test"}',
        });
        return fault.status;
      case 'reset':
      case 'lost':
        request.socket.resetAndDestroy();
        return 0;
      case 'silent':
        return 0;
      case 'truncated': {
        const body = Buffer.from(answer?.body ?? '');
        response.writeHead(answer?.status ?? 200, { ...answer?.headers, 'content-length': body.length });
        response.write(body.subarray(0, Math.floor(body.length / 2)), () => request.socket.destroy());
        return answer?.status ?? 200;
      }
      case 'garbage':
        await send(response, {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: fault.body ?? '<!doctype html><title>Welcome</title>',
        });
        return 200;
      case 'login':
        await send(response, { status: 302, headers: { location: `${is.prefix}/login` }, body: '' });
        return 302;
      case 'restart':
        request.socket.destroy();
        void restart(fault.ms);
        return 0;
    }
  }

  const scheme = options.tls === undefined ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${port}${is.prefix}`,
    requests,
    faults,
    before,
    after,
    restart,
    closeIdle: () => server.closeIdleConnections(),
    stop: () => close(server),
    connections: () => opened,
  };
}

function doneAnyway(fault: Fault): boolean {
  if (fault.kind === 'silent' || fault.kind === 'restart') return fault.done ?? false;
  return ['lost', 'truncated', 'garbage', 'slow'].includes(fault.kind);
}

function page(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8' },
    body: '<!DOCTYPE html><html lang="en"><head><title>Grafana</title></head><body></body></html>',
  };
}

async function bodyOf(request: IncomingMessage): Promise<Json | undefined> {
  const parts: Buffer[] = [];
  for await (const part of request) if (Buffer.isBuffer(part)) parts.push(part);
  if (parts.length === 0) return undefined;
  try {
    const body: unknown = JSON.parse(Buffer.concat(parts).toString());
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function send(response: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
    response.end(body, () => resolve());
  });
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', () => {
      const address: AddressInfo | string | null = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the system gave no port'));
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
