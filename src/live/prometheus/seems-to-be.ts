/** What a server is that is no Prometheus: asked so that the message can name it. */

/** Answers a GET of a path below the address with the text of a 200, and with undefined for anything else. */
export type Get = (path: string) => Promise<string | undefined>;

interface Sign {
  readonly path: string;
  readonly pattern: RegExp;
  readonly name: string;
}

const signs: readonly Sign[] = [
  { path: '/api/health', pattern: /"database"\s*:/, name: "Grafana's address" },
  { path: '/api/v2/status', pattern: /"versionInfo"\s*:/, name: "Alertmanager's address" },
  { path: '/api/v1/status', pattern: /"build_information"\s*:/, name: "a Pushgateway's address" },
  { path: '/metrics', pattern: /^# (?:HELP|TYPE) /m, name: 'the address of a program that is scraped' },
];

/** Such as `Grafana's address`; undefined where nothing tells. */
export async function seemsToBe(get: Get): Promise<string | undefined> {
  for (const { path, pattern, name } of signs) {
    if (pattern.test((await get(path)) ?? '')) return name;
  }
  return undefined;
}
