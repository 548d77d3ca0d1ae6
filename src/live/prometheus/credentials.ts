/** How to sign in to a Prometheus: secrets come from the environment or from files, never from the command line. */
import { resolve } from 'node:path';
import { readSecret, type Secret } from '../../config/secret.ts';
import { UserError } from '../../errors/user-error.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value of the header `Authorization` that the environment provides for; undefined where it provides none:
 * `PROMETHEUS_TOKEN`, or `PROMETHEUS_USER` and `PROMETHEUS_PASSWORD`; each secret also as a path, `…_FILE`.
 * @throws UserError where it provides half of it, both ways, or a file that cannot be read
 */
export async function authorization(environment: Environment): Promise<string | undefined> {
  const token = secretOf(environment, 'PROMETHEUS_TOKEN');
  const user = secretOf(environment, 'PROMETHEUS_USER');
  const password = secretOf(environment, 'PROMETHEUS_PASSWORD');
  if (token !== undefined && (user ?? password) !== undefined) {
    throw new UserError(`${token.name} stands beside ${(user ?? password)?.name}; only one can sign in.`, {
      next: `Unset ${token.name}, or the user and password.`,
    });
  }
  if (token !== undefined) return `Bearer ${await read(token, environment, isPlain)}`;
  if (user === undefined && password === undefined) return undefined;
  if (user === undefined || password === undefined) {
    const missing = user === undefined ? 'PROMETHEUS_USER' : 'PROMETHEUS_PASSWORD';
    throw new UserError(`${(user ?? password)?.name} is set without ${missing}.`, {
      next: `Set ${missing} or ${missing}_FILE as well.`,
    });
  }
  const name = await read(user, environment, (text) => isOneLine(text) && !text.includes(':'));
  const pair = `${name}:${await read(password, environment, isOneLine)}`;
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`;
}

interface Named {
  readonly name: string;
  readonly secret: Secret;
}

/** An empty variable counts as not set: that is how shells and CI unset one. */
function secretOf(environment: Environment, name: string): Named | undefined {
  const file = `${name}_FILE`;
  const inFile = environment[file] ?? '';
  const here = (environment[name] ?? '') !== '';
  if (here && inFile !== '') {
    throw new UserError(`${name} stands beside ${file}; only one can be used.`, { next: `Unset one of them.` });
  }
  if (here) return { name, secret: { kind: 'environment', name } };
  return inFile === '' ? undefined : { name: file, secret: { kind: 'file', path: resolve(inFile) } };
}

async function read({ name, secret }: Named, environment: Environment, isValid: (text: string) => boolean) {
  const value = await readSecret(secret, environment);
  if (isValid(value)) return value;
  throw new UserError(`${name} has a line break or another character that cannot be sent.`, {
    next: 'Write it alone, on one line; a token in ASCII, a user without ":".',
  });
}

function isOneLine(text: string): boolean {
  return !/\p{Cc}/u.test(text);
}

/** Whether a header takes it: printable ASCII. */
export function isPlain(text: string): boolean {
  return /^[ -~]*$/.test(text);
}
