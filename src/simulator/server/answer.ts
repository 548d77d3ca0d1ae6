/** Answers to HTTP requests. */
import type { ServerResponse } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: `${JSON.stringify(value)}\n`, type: 'application/json; charset=utf-8', headers };
}

/** What went wrong, for whoever asked. */
export function refusal(status: number, error: string, headers?: Readonly<Record<string, string>>): Answer {
  return json(status, { error }, headers);
}

export function notAllowed(allow: string): Answer {
  return refusal(405, `only ${allow} here`, { allow });
}

/** A time in Unix seconds, as answers have it. */
export function moment(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

export function text(body: string): Answer {
  return { status: 200, body, type: 'text/plain; charset=utf-8' };
}

/** @param last whether the connection ends with it */
export function send(response: ServerResponse, { status, body, type, headers }: Answer, last: boolean): void {
  const length = Buffer.byteLength(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': length,
    ...headers,
    ...(last ? { connection: 'close' } : {}),
  });
  response.end(body);
}
