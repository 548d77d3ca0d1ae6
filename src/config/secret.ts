/** Secrets: the configuration says where one is, never what it is. */
import { readFile } from 'node:fs/promises';
import { isMissing, unreadable } from '../errors/unreadable.ts';
import { UserError } from '../errors/user-error.ts';

/** Where a secret is: in a variable of the environment, or in a file, by its path. */
export type Secret =
  { readonly kind: 'environment'; readonly name: string } | { readonly kind: 'file'; readonly path: string };

/** `${NAME}`, and nothing else. */
export const secretReference = /^\$\{([A-Za-z_][A-Za-z0-9_]*)\}$/;

/**
 * The secret that a text such as `${GRAFANA_TOKEN}` refers to.
 * @throws UserError where it is anything else, without repeating it
 */
export function environmentSecret(text: string): Secret {
  const name = secretReference.exec(text)?.[1];
  if (name !== undefined) return { kind: 'environment', name };
  throw new UserError('A secret is written out in the configuration.', { next: 'Write ${NAME} in its place.' });
}

/**
 * The secret itself. One line break at its end is not part of it, for editors and shells add one.
 * @throws UserError where the variable is not set or the file cannot be read, or either is empty
 */
export async function readSecret(
  secret: Secret,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const text = secret.kind === 'environment' ? environment[secret.name] : await fromFile(secret.path);
  const value = text?.replace(/\r?\n$/, '');
  if (value !== undefined && value !== '') return value;
  const state = text === undefined ? 'not set' : 'empty';
  throw secret.kind === 'environment'
    ? new UserError(`The environment variable ${secret.name} is ${state}.`, {
        next: `Set ${secret.name} to the secret that the configuration takes from it.`,
      })
    : new UserError(`${secret.path} is empty.`, { next: 'Write the secret into it.' });
}

async function fromFile(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (!isMissing(error)) throw unreadable(path, error);
    throw new UserError(`${path} is not there.`, { next: 'Write the secret into that file.', cause: error });
  });
}
