/** A redirect, in words. It is never followed: who answers there need not be who was meant. */

const statuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function isRedirect(status: number): boolean {
  return statuses.has(status);
}

export interface Led {
  /** A path of the same server, or the origin of another; never what is asked behind "?". */
  readonly where: string;
  readonly next: string;
  /** Whether that names where Grafana seems to be. */
  readonly isFound: boolean;
}

/**
 * @param address that was asked, without a slash at the end
 * @param path that was asked below it
 */
export function led(address: string, path: string, location: string | undefined): Led {
  const asked = new URL(`${address}${path}`);
  const to = location !== undefined && URL.canParse(location, asked.href) ? new URL(location, asked) : undefined;
  if (to === undefined) return { where: 'nowhere', next: giveAddress, isFound: false };
  const isSame = to.origin === asked.origin;
  const where = isSame ? to.pathname : to.origin;
  const rest = asked.pathname.slice(new URL(`${address}/`).pathname.length - 1);
  if (to.pathname.endsWith(rest) && (isSame || to.hostname === asked.hostname)) {
    const base = `${to.origin}${to.pathname.slice(0, -rest.length)}`;
    return { where, next: `Grafana seems to be served below ${base}: give that address.`, isFound: true };
  }
  if (/log[-_]?in|sign[-_]?in|auth|sso|saml/i.test(`${to.hostname}${to.pathname}`)) {
    return {
      where: `${where} to sign in`,
      next: 'Give the address of Grafana itself; a proxy that asks people to sign in must let tokens through.',
      isFound: false,
    };
  }
  return { where, next: giveAddress, isFound: false };
}

const giveAddress = 'Give the address that it leads to if Grafana is there, with its path where it is below one.';
