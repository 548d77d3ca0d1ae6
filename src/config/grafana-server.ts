/** The Grafana of an environment: where it is, and how to sign in. */
import { resolve } from 'node:path';
import type { GrafanaConfig } from './schema.ts';
import { environmentSecret, type Secret } from './secret.ts';

export type SignIn =
  | { readonly kind: 'token'; readonly token: Secret }
  | { readonly kind: 'password'; readonly user: string; readonly password: Secret };

export interface GrafanaServer {
  /** Without a slash at the end. */
  readonly url: string;
  readonly signIn: SignIn;
  /** A file of certificates to trust beside those of the system. */
  readonly caFile?: string;
}

/** A value that cannot work beside the others; its key is below `grafana`, none where it is the whole. */
export interface GrafanaMistake {
  readonly path: readonly string[];
  readonly problem: string;
}

const ways = 'token, tokenFile, or user with password or passwordFile';

/** There must be exactly one way to sign in. */
export function grafanaMistakes(grafana: GrafanaConfig): readonly GrafanaMistake[] {
  const secrets = (['token', 'tokenFile', 'password', 'passwordFile'] as const).filter(
    (key) => grafana[key] !== undefined,
  );
  const [first, ...others] = secrets;
  if (first === undefined && grafana.user === undefined) {
    return [{ path: [], problem: `there is no way to sign in; write one: ${ways}` }];
  }
  if (others.length > 0) {
    return others.map((key) => ({ path: [key], problem: `stands beside ${first}; only one can sign in: ${ways}` }));
  }
  const byPassword = first === 'password' || first === 'passwordFile';
  if (byPassword === (grafana.user !== undefined)) return [];
  return byPassword
    ? [{ path: [first], problem: 'needs the key user beside it' }]
    : [
        {
          path: ['user'],
          problem:
            first === undefined
              ? 'needs password or passwordFile beside it'
              : `stands beside ${first}, which needs no user`,
        },
      ];
}

/**
 * The server that a section of the configuration describes; relative paths in it are relative to `root`.
 * @throws UserError where a secret is written out
 */
export function grafanaServer(grafana: GrafanaConfig, root: string): GrafanaServer {
  return {
    url: grafana.url.replace(/\/+$/, ''),
    signIn: signIn(grafana, root),
    ...(grafana.caFile === undefined ? {} : { caFile: resolve(root, grafana.caFile) }),
  };
}

function signIn({ token, tokenFile, user, password, passwordFile }: GrafanaConfig, root: string): SignIn {
  return user === undefined
    ? { kind: 'token', token: secret(token, tokenFile, root) }
    : { kind: 'password', user, password: secret(password, passwordFile, root) };
}

function secret(reference: string | undefined, file: string | undefined, root: string): Secret {
  return file === undefined ? environmentSecret(reference ?? '') : { kind: 'file', path: resolve(root, file) };
}
