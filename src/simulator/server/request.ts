/** What is asked in an HTTP request. */
import type { IncomingMessage } from 'node:http';

/** More than any order needs. */
const bodyAtMost = 16 * 1024;

/** The body as text; undefined where it is too long. The rest of it is not read then. */
export function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyAtMost) {
        request.pause();
        resolve(undefined);
      } else {
        chunks.push(chunk);
      }
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString()));
    request.once('error', reject);
  });
}

/** An object of JSON; undefined for any other text. */
export function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The path as it was written, and the parameters after it. */
export function addressOf(url: string): { readonly path: string; readonly parameters: URLSearchParams } {
  const [path = '', parameters = ''] = url.split('?', 2);
  return { path, parameters: new URLSearchParams(parameters) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
