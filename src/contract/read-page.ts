/** The text of a metrics page, from an address or a file. */
import { constants, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { codeOf } from '../errors/code-of.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { maxPageBytes } from '../policy/exposition-limits.ts';
import type { Access } from './fetch-page.ts';

/**
 * The text of the page; one that is packed with gzip is unpacked.
 * @param source an address that begins with http:// or https://, or the path of a file
 * @throws UserError where it cannot be read, is larger than the policy allows, or is no page of metrics
 */
export async function readPage(source: string, access: Access): Promise<string> {
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//iu.test(source);
  return textOf(isAddress ? await fromAddress(source, access) : await fromFile(source), source);
}

/** What asks servers takes long to load, and a file needs none of it. */
async function fromAddress(address: string, access: Access): Promise<Buffer> {
  const { fetchPage } = await import('./fetch-page.ts');
  return fetchPage(address, access);
}

async function fromFile(path: string): Promise<Buffer> {
  if (path === '') throw new UserError('The page is empty text.', { next: 'Name an address or a file.' });
  const found = await stat(path).catch((error: unknown) => {
    throw isMissing(error) ? notThere(path, error) : unreadable(path, error);
  });
  if (found.isDirectory()) throw new UserError(`${path} is a folder.`, { next: 'Name a file, or an address.' });
  if (found.isFile() && found.size > maxPageBytes) throw tooLarge(path);
  const bytes = await firstBytes(path, found).catch((error: unknown) => {
    throw error instanceof UserError ? error : unreadable(path, error);
  });
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpacked(path, bytes) : bytes;
}

/** A pipe (`/dev/stdin`) says no size beforehand, so what comes is counted. */
async function firstBytes(path: string, { size }: Stats): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY);
  try {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of file.createReadStream({ highWaterMark: Math.max(65_536, Math.min(size, 1 << 20)) })) {
      const bytes = Buffer.from(chunk);
      length += bytes.length;
      if (length > maxPageBytes) throw tooLarge(path);
      chunks.push(bytes);
    }
    return Buffer.concat(chunks);
  } finally {
    await file.close();
  }
}

function unpacked(path: string, bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: maxPageBytes });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(path);
    throw new UserError(`${path} cannot be unpacked.`, { next: 'Name a file that gzip can unpack.', cause: error });
  }
}

/** @throws UserError for what is no text, or the text of something else */
function textOf(bytes: Uint8Array, source: string): string {
  const text = decoded(bytes, source);
  if (text.trim() === '') throw noPage(source, 'it is empty');
  if (/^\s*</u.test(text)) throw noPage(source, 'it is HTML or XML');
  if (/^\s*[[{]/u.test(text) && !/^\s*\{\s*"(?:[^"\\]|\\.)*"\s*[,}]/u.test(text)) throw noPage(source, 'it is JSON');
  return text;
}

function decoded(bytes: Uint8Array, source: string): string {
  if (bytes.includes(0)) throw noPage(source, 'it is not text');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw noPage(source, 'it is not text in UTF-8', error);
  }
}

function notThere(path: string, cause: unknown): UserError {
  const address = /^[\w.-]+:\d+(?:\/|$)|^localhost\//u.test(path);
  return new UserError(`${path} is not there.`, {
    next: address
      ? `If it is an address, write http://${path}.`
      : 'Name a file, or an address such as http://HOST/metrics.',
    cause,
  });
}

function noPage(source: string, reason: string, cause?: unknown): UserError {
  return new UserError(`${source} is no page of metrics: ${reason}.`, {
    next: "Name a page in Prometheus's text format or OpenMetrics, usually at /metrics.",
    cause,
  });
}

function tooLarge(source: string): UserError {
  return new UserError(`${source} is larger than ${maxPageBytes / 1024 / 1024} MiB.`, {
    next: 'Cut it, or see which label makes so many series: Prometheus has to read it at every scrape.',
  });
}
