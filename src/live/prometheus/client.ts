/** Prometheus's HTTP API. A query is sent as a form, for it may be longer than an address can be. */
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError, type AxiosResponse } from 'axios';
import type { z } from 'zod';
import { codeOf } from '../../errors/code-of.ts';
import { envelope, labelSets, names, queried, queryData } from './answers.ts';
import { interrupted, noAnswer, notAble, notAllowed, notPrometheus } from './failures.ts';
import { QueryRefused, type Answer, type Prometheus, type Window } from './prometheus.ts';
import { seemsToBe } from './seems-to-be.ts';

export interface Connection {
  /** Without a slash at the end. */
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signedIn: boolean;
  /** In seconds. */
  readonly timeout: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal | undefined;
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

interface Question {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly parameters: readonly (readonly [string, string])[];
}

interface Told<T> {
  readonly data: T;
  readonly seconds: number;
  readonly warnings: readonly string[];
}

/** Connections that were closed while they waited to be used again. */
const staleConnection: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE']);

export class HttpPrometheus implements Prometheus {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  instant(query: string, at: number): Promise<Answer> {
    return this.#query('/api/v1/query', [
      ['query', query],
      ['time', String(at)],
    ]);
  }

  range(query: string, { from, to, step }: Window & { readonly step: number }): Promise<Answer> {
    return this.#query('/api/v1/query_range', [
      ['query', query],
      ['start', String(from)],
      ['end', String(to)],
      ['step', String(step)],
    ]);
  }

  /** Prometheus takes no form for this one. */
  async labelValues(label: string, selectors: readonly string[], window: Window): Promise<readonly string[]> {
    const path = `/api/v1/label/${encodeURIComponent(label)}/values`;
    const parameters = matching(selectors, window);
    return (await this.#ask({ method: 'GET', path, parameters }, names)).data;
  }

  async labelNames(selectors: readonly string[], window: Window): Promise<readonly string[]> {
    const parameters = matching(selectors, window);
    return (await this.#ask({ method: 'POST', path: '/api/v1/labels', parameters }, names)).data;
  }

  async series(selectors: readonly string[], window: Window): Promise<readonly Readonly<Record<string, string>>[]> {
    const parameters = matching(selectors, window);
    return (await this.#ask({ method: 'POST', path: '/api/v1/series', parameters }, labelSets)).data;
  }

  /** The server gives a query up before we do, and says so. */
  async #query(path: string, own: Question['parameters']): Promise<Answer> {
    const limit = ['timeout', `${Math.max(1, Math.round(this.#connection.timeout * 900))}ms`] as const;
    const parameters = [...own, ['stats', 'true'] as const, limit];
    const { data, seconds, warnings } = await this.#ask({ method: 'POST', path, parameters }, queryData);
    return { ...queried(data), seconds, warnings };
  }

  async #ask<T>(question: Question, shape: z.ZodType<T>): Promise<Told<T>> {
    const { address } = this.#connection;
    const begun = performance.now();
    const response = await this.#send(question);
    const seconds = (performance.now() - begun) / 1000;
    const { status, data: body } = response;
    if (status === 401 || status === 403) throw notAllowed(address, status, this.#connection.signedIn);
    const read = envelope.safeParse(parsed(body));
    if (!read.success) throw await this.#stranger(response);
    if (read.data.status === 'error') {
      if (status === 429) throw notAble(address, status);
      throw new QueryRefused(read.data.errorType, read.data.error);
    }
    const data = shape.safeParse(read.data.data);
    if (!data.success) throw notPrometheus(address, undefined, 'in a form that Prometheus does not have');
    return { data: data.data, seconds, warnings: read.data.warnings ?? [] };
  }

  async #send(question: Question): Promise<AxiosResponse<string>> {
    try {
      return await this.#request(question);
    } catch (error) {
      if (!staleConnection.has(codeOf(error) ?? '') || this.#connection.signal?.aborted === true)
        throw this.#failure(error);
    }
    // It only reads, so it may be asked again.
    return this.#request(question).catch((error: unknown) => {
      throw this.#failure(error);
    });
  }

  #request({ method, path, parameters }: Question, headers = this.#connection.headers): Promise<AxiosResponse<string>> {
    const { address, timeout, maxBytes, signal, httpAgent, httpsAgent } = this.#connection;
    const form = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString();
    return axios.request<string>({
      method,
      url: `${address}${path}${method === 'GET' && form !== '' ? `?${form}` : ''}`,
      headers: {
        ...headers,
        accept: 'application/json',
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { data: form } : {}),
      ...(signal === undefined ? {} : { signal }),
      httpAgent,
      httpsAgent,
      timeout: timeout * 1000,
      maxContentLength: maxBytes,
      // As other programs do, what is on this machine is not asked through a proxy of the environment.
      ...(isLoopback(address) ? { proxy: false } : {}),
      // Who is redirected is asked to sign in elsewhere; credentials do not go there.
      maxRedirects: 0,
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      validateStatus: () => true,
    });
  }

  #failure(error: unknown): Error {
    const { address, timeout, maxBytes, signal } = this.#connection;
    if (signal?.aborted === true) return interrupted();
    // Our own mistakes keep their stack trace; they hold no headers.
    if (!isAxiosError(error)) return error instanceof Error ? error : new TypeError('no error was thrown');
    if (/maxContentLength/.test(error.message)) {
      return new QueryRefused('too_large', `the answer is longer than ${maxBytes} bytes`);
    }
    return noAnswer(address, error, timeout);
  }

  /** Who answers as no Prometheus does; credentials are not shown to it again. */
  async #stranger({ status, headers }: AxiosResponse<string>): Promise<Error> {
    const { address } = this.#connection;
    if (status === 429 || status >= 500) return notAble(address, status);
    if (status >= 300 && status < 400) return notPrometheus(address, undefined, `with a redirect (${status})`);
    const kind = String(headers['content-type'] ?? '').includes('html') ? 'with a web page' : 'in another form';
    const what = await seemsToBe(async (path) => {
      const answer = await this.#request({ method: 'GET', path, parameters: [] }, {}).catch(() => undefined);
      return answer?.status === 200 ? answer.data : undefined;
    });
    return notPrometheus(address, what, `${kind} (${status})`);
  }
}

function isLoopback(address: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}

function matching(selectors: readonly string[], { from, to }: Window): Question['parameters'] {
  return [...selectors.map((selector) => ['match[]', selector] as const), ['start', String(from)], ['end', String(to)]];
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
