/**
 * Whether an address stays on this machine: `localhost` and what ends in it, 127.0.0.0/8, ::1.
 * @param hostname as `URL` writes it, which spells each address in one way
 */
export function isLoopback(hostname: string): boolean {
  const host = hostname.replace(/\.$/, '');
  return (
    /^(?:.+\.)?localhost$/.test(host) ||
    /^127(?:\.\d{1,3}){3}$/.test(host) ||
    /^\[::(?:1|ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/.test(host)
  );
}
