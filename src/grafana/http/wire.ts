/**
 * One request and what came of it. Nothing is followed, repeated or judged here, and nothing is thrown: the errors of the
 * HTTP client hold the headers of the request, so only their codes leave this file.
 */
import type { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import axios, { isAxiosError, type AxiosResponse } from 'axios';
import { codeOf } from '../../errors/code-of.ts';
import { isLoopback } from '../loopback.ts';
import { breakOf, type Break } from './break.ts';
import { retryAfter } from './retry-after.ts';

export interface Line {
  /** Without a slash at the end. */
  readonly address: string;
  /** The value of that header. */
  readonly authorization: string | undefined;
  /** In seconds, from the request to the end of the answer. */
  readonly timeout: number;
  /** Of an answer, unpacked. */
  readonly maxBytes: number;
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

export interface Question {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below the address, with what is asked behind "?". */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Without credentials: to see who answers. */
  readonly anonymous?: boolean;
}

export interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  /** What its JSON says; undefined where it is none. */
  readonly json: unknown;
  readonly text: string;
  /** Lower case; empty where it is not told. */
  readonly type: string;
  readonly location: string | undefined;
  /** In milliseconds. */
  readonly retryAfter: number | undefined;
}

export interface Broken {
  readonly kind: 'broken';
  readonly how: Break;
  readonly code: string;
}

export type Exchange = Answered | Broken;

/** @param signal ends it; not given for what must be finished */
export async function exchange(line: Line, question: Question, signal?: AbortSignal): Promise<Exchange> {
  const ended = new AbortController();
  const end = () => ended.abort();
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end();
  }, line.timeout * 1000);
  signal?.addEventListener('abort', end, { once: true });
  if (signal?.aborted === true) end();
  try {
    return answered(await request(line, question, ended.signal));
  } catch (error) {
    if (isLate) return { kind: 'broken', how: 'late', code: 'ETIMEDOUT' };
    if (signal?.aborted === true) return { kind: 'broken', how: 'interrupted', code: 'ABORT_ERR' };
    return broken(error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', end);
  }
}

function request(line: Line, { method, path, body, anonymous }: Question, signal: AbortSignal) {
  const { address, authorization, maxBytes, httpAgent, httpsAgent } = line;
  return axios.request<string>({
    method,
    url: `${address}${path}`,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(authorization === undefined || anonymous === true ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { data: JSON.stringify(body) }),
    signal,
    httpAgent,
    httpsAgent,
    maxContentLength: maxBytes,
    maxBodyLength: Number.POSITIVE_INFINITY,
    // As other programs do, what is on this machine is not asked through a proxy of the environment.
    ...(isLoopback(new URL(address).hostname) ? { proxy: false } : {}),
    // Who is redirected is asked to sign in elsewhere; credentials do not go there.
    maxRedirects: 0,
    responseType: 'text',
    transformRequest: (data: unknown) => data,
    transformResponse: (data: unknown) => data,
    validateStatus: () => true,
  });
}

function answered({ status, headers, data }: AxiosResponse<string>): Exchange {
  const header = (name: string) => {
    const value: unknown = headers[name];
    return typeof value === 'string' ? value : undefined;
  };
  const type = (header('content-type') ?? '').toLowerCase();
  const json = parsed(data);
  // The length was not told, or was that of what came: that it ends in the middle shows only here.
  if (json === undefined && type.includes('json') && /^\s*[[{]/.test(data)) {
    return { kind: 'broken', how: 'truncated', code: 'JSON' };
  }
  const later = retryAfter(header('retry-after'), header('date'), Date.now());
  return { kind: 'answered', status, json, text: data, type, location: header('location'), retryAfter: later };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function broken(error: unknown): Broken {
  const code = codeOf(error) ?? (error instanceof Error ? error.name : 'unknown error');
  const began = isAxiosError(error) && error.response !== undefined;
  const message = error instanceof Error ? error.message : '';
  return { kind: 'broken', how: breakOf(code, message, began), code };
}
