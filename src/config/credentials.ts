/** How to sign in to a server: secrets come from the environment or from files, never from the command line. */
import { resolve } from 'node:path';
import { UserError } from '../errors/user-error.ts';
import { readSecret, type Secret } from './secret.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Credentials {
  /** The value of the header `Authorization`. */
  readonly authorization: string;
  /** Where they come from, for messages: names of variables, a key of the configuration. */
  readonly from: string;
}

/** A secret, and what messages call it. */
export interface NamedSecret {
  readonly name: string;
  readonly secret: Secret;
}

/**
 * The credentials that the environment provides, undefined where it provides none: `PREFIX_TOKEN`, or `PREFIX_USER` and
 * `PREFIX_PASSWORD`; each secret also as the path of a file, `…_FILE`.
 * @throws UserError where it provides half of it, both ways, or a file that cannot be read
 */
export async function environmentCredentials(
  environment: Environment,
  prefix: string,
): Promise<Credentials | undefined> {
  const token = secretOf(environment, `${prefix}_TOKEN`);
  const user = secretOf(environment, `${prefix}_USER`);
  const password = secretOf(environment, `${prefix}_PASSWORD`);
  if (token !== undefined && (user ?? password) !== undefined) {
    throw new UserError(`${token.name} stands beside ${(user ?? password)?.name}; only one can sign in.`, {
      next: `Unset ${token.name}, or the user and password.`,
    });
  }
  if (token !== undefined) return { authorization: await bearer(token, environment), from: token.name };
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined) {
    const missing = `${prefix}_${user === undefined ? 'USER' : 'PASSWORD'}`;
    throw new UserError(`${(user ?? password)?.name} is set without ${missing}.`, {
      next: `Set ${missing} or ${missing}_FILE as well.`,
    });
  }
  const name = await readSecret(user.secret, environment);
  return {
    authorization: await basic({ name: user.name, value: name }, password, environment),
    from: `${user.name} and ${password.name}`,
  };
}

/**
 * The header of a token.
 * @throws UserError where it cannot be read or sent; its text is not repeated
 */
export async function bearer({ name, secret }: NamedSecret, environment: Environment): Promise<string> {
  return bearerOf(name, await readSecret(secret, environment));
}

/** @param name what messages call the token */
export function bearerOf(name: string, token: string): string {
  return `Bearer ${sendable(name, token, (text) => isPlain(text) && !text.includes(' '))}`;
}

/**
 * The header of a user with a password.
 * @throws UserError where either cannot be read or sent; neither is repeated
 */
export async function basic(
  user: { readonly name: string; readonly value: string },
  password: NamedSecret,
  environment: Environment,
): Promise<string> {
  const name = sendable(user.name, user.value, (text) => isOneLine(text) && !text.includes(':'));
  const word = sendable(password.name, await readSecret(password.secret, environment), isOneLine);
  return `Basic ${Buffer.from(`${name}:${word}`, 'utf8').toString('base64')}`;
}

/** An empty variable counts as not set: that is how shells and CI unset one. */
function secretOf(environment: Environment, name: string): NamedSecret | undefined {
  const file = `${name}_FILE`;
  const inFile = environment[file] ?? '';
  const here = (environment[name] ?? '') !== '';
  if (here && inFile !== '') {
    throw new UserError(`${name} stands beside ${file}; only one can be used.`, { next: `Unset one of them.` });
  }
  if (here) return { name, secret: { kind: 'environment', name } };
  return inFile === '' ? undefined : { name: file, secret: { kind: 'file', path: resolve(inFile) } };
}

function sendable(name: string, value: string, isValid: (text: string) => boolean): string {
  if (isValid(value)) return value;
  throw new UserError(`${name} has a line break or another character that cannot be sent.`, {
    next: 'Write it alone, on one line; a token in ASCII and without spaces, a user without ":".',
  });
}

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

/** Whether a header takes it: printable ASCII. */
export function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
