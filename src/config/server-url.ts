/** The address of a server, as a command line or the environment gives it. */
import { UserError } from '../errors/user-error.ts';

export interface ServerKind {
  /** `Prometheus`, `Grafana`. */
  readonly name: string;
  /** An address to show. */
  readonly example: string;
  /** What variables of the environment begin with: `PROMETHEUS`, `GRAFANA`. */
  readonly prefix: string;
}

/**
 * The address without a slash at the end; a path is kept, where the server is below one.
 * @throws UserError where it cannot be used; it is never repeated, for it may hold a password
 */
export function serverUrl(text: string, { name, example, prefix }: ServerKind): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new UserError(`The address of ${name} must begin with http:// or https://.`, {
      next: `Give an address such as ${example}.`,
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new UserError(`The address of ${name} has a user name or password in it.`, {
      next: `Set ${prefix}_USER and ${prefix}_PASSWORD, and leave them out of the address.`,
    });
  }
  if (url.search !== '' || url.hash !== '') {
    throw new UserError(`The address of ${name} has a "?" or "#" in it.`, { next: 'Give it without what follows.' });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}
