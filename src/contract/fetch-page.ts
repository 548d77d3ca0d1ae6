/** Asks for a metrics page as Prometheus does. */
import { Agent } from 'node:https';
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import axios, { type AxiosResponse } from 'axios';
import { exitCode } from '../errors/exit-code.ts';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';
import { maxPageBytes, maxRedirects, pageTimeout } from '../policy/exposition-limits.ts';

export interface Access {
  /** A file of certificates to trust, besides those that the system trusts. */
  readonly caFile?: string | undefined;
  /** METRICS_TOKEN, or METRICS_USER and METRICS_PASSWORD: a flag would show them to everyone on the machine. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

/** What Prometheus sends since 3.0: OpenMetrics before text. */
const accept = [
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5',
  'application/openmetrics-text;version=0.0.1;q=0.4',
  'text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3',
  'text/plain;version=0.0.4;q=0.2',
  '*/*;q=0.1',
].join(',');

/**
 * The bytes that the address answers, unpacked.
 * @throws UserError where it does not answer (exit code 4), refuses (3), or answers something else than a page (2)
 */
export async function fetchPage(address: string, { caFile, environment, signal }: Access): Promise<Buffer> {
  const url = addressOf(address);
  const authorization = credentials(environment);
  const trusted = caFile === undefined ? undefined : [...rootCertificates, await certificates(caFile)];
  const shown = url.href;
  const response = await axios
    .get<ArrayBuffer>(shown, {
      responseType: 'arraybuffer',
      headers: {
        accept,
        'user-agent': 'order-dashboards',
        'x-prometheus-scrape-timeout-seconds': String(pageTimeout / 1000),
        ...(authorization === undefined ? {} : { authorization }),
      },
      // One limit for each wait, and one for all of it: a page that drips would never reach the first.
      timeout: pageTimeout,
      signal: AbortSignal.any([AbortSignal.timeout(pageTimeout), ...(signal === undefined ? [] : [signal])]),
      maxContentLength: maxPageBytes,
      maxRedirects,
      // Prometheus asks its targets directly, unless it is told of a proxy.
      proxy: false,
      validateStatus: () => true,
      ...(trusted === undefined ? {} : { httpsAgent: new Agent({ ca: trusted }) }),
    })
    .catch((error: unknown) => {
      throw failure(shown, error, signal);
    });
  refuseStatus(shown, response, authorization !== undefined);
  const type = String(response.headers['content-type'] ?? '');
  if (/^application\/vnd\.google\.protobuf/iu.test(type)) {
    throw new UserError(`${shown} answers protobuf, though text was asked for.`, {
      next: 'Name a page that answers text or OpenMetrics.',
    });
  }
  return Buffer.from(response.data);
}

function addressOf(address: string): URL {
  if (!/^https?:\/\//iu.test(address) || !URL.canParse(address)) {
    throw new UserError('That is no address of a metrics page.', {
      next: 'Name one that begins with http:// or https://, or a file.',
    });
  }
  const url = new URL(address);
  if (url.username === '' && url.password === '') return url;
  throw new UserError('The address holds a user or a password.', {
    next: 'Take them out, and set METRICS_USER and METRICS_PASSWORD in the environment.',
  });
}

/** The header that proves who asks; undefined where the environment says nothing. */
function credentials(environment: Access['environment']): string | undefined {
  const token = set(environment, 'METRICS_TOKEN');
  const user = set(environment, 'METRICS_USER');
  const password = set(environment, 'METRICS_PASSWORD');
  if (token !== undefined && user !== undefined) {
    throw new UserError('METRICS_TOKEN and METRICS_USER are both set.', { next: 'Unset one of them.' });
  }
  if (token !== undefined) return `Bearer ${token}`;
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined) {
    throw new UserError(`${user === undefined ? 'METRICS_USER' : 'METRICS_PASSWORD'} is not set.`, {
      next: 'Set METRICS_USER and METRICS_PASSWORD, or neither.',
    });
  }
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function set(environment: Access['environment'], name: string): string | undefined {
  const value = environment[name]?.replace(/\r?\n$/u, '');
  if (value === undefined || value === '') return undefined;
  if (!/[\r\n\0]/u.test(value)) return value;
  throw new UserError(`${name} has more than one line.`, { next: `Set ${name} to the secret alone.` });
}

async function certificates(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(path, error);
    throw new UserError(`${path} is not there.`, { next: 'Name a file of certificates with --ca-file.', cause: error });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UserError(`${path} holds no certificate.`, { next: 'Name a file of certificates in PEM with --ca-file.' });
}

function refuseStatus(address: string, { status }: AxiosResponse, authenticated: boolean): void {
  if (status >= 200 && status < 300) return;
  if (status === 401 || status === 403) {
    throw new UserError(`${address} refuses (HTTP ${status}).`, {
      next: authenticated
        ? 'Check METRICS_TOKEN, or METRICS_USER and METRICS_PASSWORD.'
        : 'Set METRICS_TOKEN, or METRICS_USER and METRICS_PASSWORD, in the environment.',
      exit: exitCode.permission,
    });
  }
  throw new UserError(`${address} answers HTTP ${status}.`, {
    next: status === 404 ? 'Check the path; usually it is /metrics.' : 'See why in its logs, and try again.',
    exit: exitCode.partial,
  });
}

/** What to tell of a request without an answer. */
function failure(address: string, error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) {
    return new UserError('The command was interrupted.', {
      details: ['nothing was written'],
      next: 'Run it again.',
      exit: exitCode.interrupted,
    });
  }
  if (!axios.isAxiosError(error)) return error;
  if (error.message.includes('maxContentLength')) {
    return new UserError(`${address} answers more than ${maxPageBytes / 1024 / 1024} MiB.`, {
      next: 'Find out which label makes so many series: Prometheus has to read it at every scrape.',
    });
  }
  const [reason, next] = reasonOf(error.code ?? '', error.message);
  return new UserError(`${address} does not answer: ${reason}.`, { next, exit: exitCode.partial, cause: error });
}

function reasonOf(code: string, message: string): readonly [string, string] {
  const seconds = pageTimeout / 1000;
  switch (code) {
    case 'EPROTO':
      return ['it does not speak TLS', 'Write http:// where it answers without TLS.'];
    case 'ECONNREFUSED':
      return ['the connection was refused', 'Start it, or check host and port.'];
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return ['the host is not known', 'Check the name of the host.'];
    case 'ECONNABORTED':
    case 'ETIMEDOUT':
    case 'ERR_CANCELED':
      return [`not within ${seconds} s`, 'Check host and port; Prometheus waits no longer, unless told so.'];
    case 'ERR_FR_TOO_MANY_REDIRECTS':
      return [`more than ${maxRedirects} redirects`, 'Name the address where it ends.'];
    default:
      return /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/u.test(code)
        ? [message, 'Name the certificates to trust with --ca-file, or the host that the certificate is for.']
        : [message || code || 'unknown reason', 'Check the address.'];
  }
}
