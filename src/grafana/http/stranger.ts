/** What a server is that does not answer as Grafana does: asked without credentials, so that the message can name it. */
import type { Stranger } from './failures.ts';

/** Answers a GET without credentials with the text of a 200, and with undefined for anything else. */
export type Get = (url: string) => Promise<string | undefined>;

interface Sign {
  readonly path: string;
  readonly pattern: RegExp;
  readonly name: string;
}

const health = /"database"\s*:/;

const signs: readonly Sign[] = [
  { path: '/api/v1/status/buildinfo', pattern: /"goVersion"\s*:/, name: "Prometheus's address" },
  { path: '/api/v2/status', pattern: /"versionInfo"\s*:/, name: "Alertmanager's address" },
  { path: '/metrics', pattern: /^# (?:HELP|TYPE) /m, name: 'the address of a program that is scraped' },
];

/**
 * Looks for Grafana beside the address first.
 * @param how it answered
 */
export async function stranger(address: string, how: string, get: Get): Promise<Stranger> {
  const next = await beside(address, get);
  if (next !== undefined) return { how, next };
  for (const { path, pattern, name } of signs) {
    if (pattern.test((await get(`${address}${path}`)) ?? '')) return { how, what: name };
  }
  return { how };
}

/**
 * What to do where a Grafana answers near an address: below `/grafana`, or at the root where the address has a path;
 * undefined where none does.
 */
export async function beside(address: string, get: Get): Promise<string | undefined> {
  const { origin } = new URL(address);
  const places = [`${address}/grafana`, ...(address === origin ? [] : [origin, `${origin}/grafana`])];
  for (const place of places.filter((one) => one !== address)) {
    if (!health.test((await get(`${place}/api/health`)) ?? '')) continue;
    return `Grafana seems to be served below ${place}: give that address.`;
  }
  return undefined;
}
