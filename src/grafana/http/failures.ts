/** What to tell where nothing can go on: what it is, where, and what to do next. Nothing here knows a secret. */
import { exitCode } from '../../errors/exit-code.ts';
import { UserError } from '../../errors/user-error.ts';
import { NotPermitted } from '../not-permitted.ts';
import type { Break } from './break.ts';
import type { Broken } from './wire.ts';

/** Who is asked, and as whom, for messages. */
export interface Asked {
  readonly address: string;
  readonly signedIn: boolean;
  /** Where the credentials come from. */
  readonly credentialsFrom: string;
  /** Of one answer, in seconds. */
  readonly timeout: number;
  readonly maxBytes: number;
}

const reasons: Readonly<Partial<Record<Break, string>>> = {
  refused: 'nothing listens there',
  'unknown-name': 'its name is not known',
  unreachable: 'there is no way to that host',
};

/** A request that got no answer, or only a part of one. */
export function noAnswer({ address, timeout, maxBytes }: Asked, { how, code }: Broken): UserError {
  const exit = exitCode.partial;
  switch (how) {
    case 'late':
      return new UserError(`${address} did not answer within ${timeout} s.`, {
        next: 'See whether it is overloaded, or whether a firewall stands between.',
        exit,
      });
    case 'closed':
      return new UserError(`${address} closed the connection without an answer.`, {
        next: 'See its log, or that of the proxy before it, and run it again.',
        exit,
      });
    case 'truncated':
      return new UserError(`${address} sent only a part of an answer.`, {
        next: 'See whether it, or a proxy before it, was stopped or has a limit of size or time, and run it again.',
        exit,
      });
    case 'too-long':
      return new UserError(`${address} sent an answer longer than ${Math.round(maxBytes / 1024 / 1024)} MiB.`, {
        next: 'See whether this is the address of Grafana.',
        exit,
      });
    case 'no-tls':
      return new UserError(`${address} does not speak TLS.`, {
        next: 'Write http:// where it answers without TLS.',
        exit,
      });
    case 'no-http':
      return new UserError(`${address} does not speak HTTP.`, {
        next: 'Give the address of Grafana; it begins with https:// where it answers with TLS.',
        exit: exitCode.usage,
      });
    case 'untrusted':
    case 'tls':
      return new UserError(`${address} cannot be trusted: TLS failed (${code}).`, {
        next: 'Give the certificate of its authority as the CA file, or the address with the name in its certificate.',
        exit,
      });
    case 'interrupted':
      return interrupted();
    default:
      return new UserError(`${address} cannot be reached: ${reasons[how] ?? code}.`, {
        next: 'Start Grafana, or give the address where it listens.',
        exit,
      });
  }
}

/** The server wants to know who asks, or does not know them (401). */
export function notSignedIn({ address, signedIn, credentialsFrom }: Asked, words: string): UserError {
  const said = words === '' ? '401' : `401: ${words}`;
  return signedIn
    ? new UserError(`${address} refuses these credentials (${said}).`, {
        details: [`They come from ${credentialsFrom}.`],
        next: 'Give a token that is valid there and has not expired, or another user and password.',
        exit: exitCode.permission,
      })
    : new UserError(`${address} does not answer without credentials (${said}).`, {
        next: 'Set GRAFANA_TOKEN, or GRAFANA_USER and GRAFANA_PASSWORD, or the …_FILE of each.',
        exit: exitCode.permission,
      });
}

/** Who asks may not read it (403). */
export function notPermitted({ address, credentialsFrom }: Asked, path: string, words: string): NotPermitted {
  const permission = permissionsIn(words);
  const options = {
    details: [...(words === '' ? [] : [`It says: ${words}`]), `They come from ${credentialsFrom}.`],
    next:
      permission === undefined
        ? 'Give the service account the role Editor, or the permission Edit on it; or see what before Grafana refuses it.'
        : `Give the service account the permission: ${permission}.`,
    exit: exitCode.permission,
  };
  return new NotPermitted(`${address} does not let these credentials read ${path} (403).`, options, permission);
}

/** Such as `dashboards:read`, or `any of dashboards:create, dashboards:write`; undefined where none is named. */
export function permissionsIn(words: string): string | undefined {
  return /Permissions needed: ([^.…]+)/i.exec(words)?.[1]?.trim();
}

/** The server, or one before it, is not able to answer now, or does not for as long as we may wait. */
export function notAble({ address }: Asked, path: string, status: number, words: string): UserError {
  return new UserError(`${address} cannot answer ${path} now (${status}).`, {
    details: words === '' ? [] : [`It says: ${words}`],
    next:
      status === 429
        ? 'Run it again later, or raise the limit of the proxy before it.'
        : 'See its log, or that of the proxy before it, and run it again.',
    exit: exitCode.partial,
  });
}

/** It answered, and refused what a Grafana would answer. */
export function notTaken({ address }: Asked, path: string, status: number, words: string): UserError {
  return new UserError(`${address} does not answer ${path} (${status}).`, {
    details: words === '' ? [] : [`It says: ${words}`],
    next: 'See its log; it may be older or newer than what is known here: Grafana 10 to 13.',
    exit: exitCode.partial,
  });
}

/** An answer of Grafana in another shape than any that is known. */
export function otherShape({ address }: Asked, path: string, where: string): UserError {
  return new UserError(`${address} answers ${path} in a form that is not known${where === '' ? '' : ` (${where})`}.`, {
    next: 'See whether this is the address of a Grafana, 10 to 13, and whether a proxy changes its answers.',
    exit: exitCode.partial,
  });
}

export interface Stranger {
  /** What it answered: `with a web page (200)`. */
  readonly how: string;
  /** What it seems to be: `Prometheus`. */
  readonly what?: string | undefined;
  readonly next?: string | undefined;
}

export function notGrafana({ address }: Asked, { how, what, next }: Stranger): UserError {
  return new UserError(
    `${address} is not a Grafana: ${what === undefined ? `it answers ${how}` : `it seems to be ${what}`}.`,
    { next: next ?? 'Give the address of Grafana, with its path where it is served below one.' },
  );
}

/** It speaks TLS, and says so to who does not. */
export function notPlain({ address }: Asked): UserError {
  return new UserError(`${address} answers with TLS only.`, { next: 'Write https:// in place of http://.' });
}

/** Something before Grafana, or Grafana itself, sends whoever asks elsewhere. */
export function redirected({ address }: Asked, status: number, where: string, next: string): UserError {
  return new UserError(`${address} sends whoever asks to ${where} (${status}); that is not followed.`, { next });
}

/** It answers, and has not told all. */
export function outOfTime({ address }: Asked): UserError {
  return new UserError(`The time limit was reached before ${address} had told all.`, {
    next: 'Give a longer --limit, or see why it takes so long.',
    exit: exitCode.partial,
  });
}

export function interrupted(): UserError {
  return new UserError('The questions to Grafana were interrupted.', {
    next: 'Run it again.',
    exit: exitCode.interrupted,
  });
}
