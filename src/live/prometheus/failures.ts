/**
 * What to tell of a server that cannot be asked. Errors of the HTTP client hold the headers of the request, so none of
 * them is shown or passed on as a cause: only their codes are read.
 */
import { codeOf } from '../../errors/code-of.ts';
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no way to that network',
};

const timedOut: ReadonlySet<string> = new Set(['ECONNABORTED', 'ETIMEDOUT', 'ESOCKETTIMEDOUT']);

/** Codes that Node.js gives to connections whose TLS fails. */
const tls = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_|EPROTO|ERR_OSSL/;

/** A request that got no answer. */
export function noAnswer(address: string, error: unknown, limit: number): UserError {
  const code = codeOf(error) ?? 'unknown error';
  if (timedOut.has(code)) {
    return new UserError(`${address} did not answer within ${limit} s.`, {
      next: 'See whether it is overloaded, or whether a firewall stands between.',
      exit: exitCode.partial,
    });
  }
  if (code === 'EPROTO') {
    return new UserError(`${address} does not speak TLS.`, {
      next: 'Write http:// where it answers without TLS.',
      exit: exitCode.partial,
    });
  }
  if (tls.test(code)) {
    return new UserError(`${address} cannot be trusted: TLS failed (${code}).`, {
      next: 'Give the certificate of its authority as the CA file, or the address with the name in its certificate.',
      exit: exitCode.partial,
    });
  }
  return new UserError(`${address} cannot be reached: ${reasons[code] ?? code}.`, {
    next: 'Start Prometheus, or give the address where it listens.',
    exit: exitCode.partial,
  });
}

/** The server wants to know who asks, or does not let them. */
export function notAllowed(address: string, status: number, signedIn: boolean): UserError {
  return new UserError(
    `${address} refuses ${signedIn ? 'these credentials' : 'to answer without credentials'} (${status}).`,
    {
      next: signedIn
        ? 'Check the token, or user and password, and the tenant.'
        : 'Set PROMETHEUS_TOKEN, or PROMETHEUS_USER and PROMETHEUS_PASSWORD, or the …_FILE of each.',
      exit: exitCode.permission,
    },
  );
}

/** The server, or one before it, is not able to answer now. */
export function notAble(address: string, status: number): UserError {
  return new UserError(`${address} cannot answer now (${status}).`, {
    next: status === 429 ? 'Ask fewer queries at once, or later.' : 'See its log, or that of the proxy before it.',
    exit: exitCode.partial,
  });
}

/** `what` is what it seems to be, `how` what it answered. */
export function notPrometheus(address: string, what: string | undefined, how: string): UserError {
  return new UserError(
    `${address} is not a Prometheus: ${what === undefined ? `it answers ${how}` : `it seems to be ${what}`}.`,
    { next: 'Give the address of Prometheus, with its path where it is served below one.' },
  );
}

/** The query was sent by someone who no longer wants the answer. */
export function interrupted(): UserError {
  return new UserError('The questions to Prometheus were interrupted.', {
    next: 'Run it again.',
    exit: exitCode.interrupted,
  });
}
