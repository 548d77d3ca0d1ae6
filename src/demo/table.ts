/** What a demo says once it runs: where everything is, and what to do with it. */
import type { Addresses } from './stack.ts';

/** The table and what to do next; no line is longer than 80 characters. */
export function addressTable(addresses: Addresses): string {
  const { simulator, prometheus, grafana, pushgateway, postgres, postgresPasswords, postgresExporters } = addresses;
  const rows: readonly (readonly [string, string])[] = [
    ['Orders', `${simulator}/orders`],
    ...(grafana === undefined ? [] : [['Grafana', `${grafana}/dashboards`] as const]),
    ...(prometheus === undefined ? [] : [['Prometheus', prometheus] as const]),
    ...(pushgateway === undefined ? [] : [['Pushgateway', pushgateway] as const]),
    ...(postgres === undefined ? [] : [['PostgreSQL', postgres] as const]),
    ...(postgresPasswords === undefined ? [] : [['  PGPASSFILE', postgresPasswords] as const]),
    ...postgresExporters.map((url, index) => [index === 0 ? 'Exporter' : '  of replica', url] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const steps = [
    ...(prometheus === undefined
      ? []
      : [['Prove every panel:', `npx dashboards verify --prometheus ${prometheus}`] as const]),
    ['Play an incident:', `curl -X POST ${simulator}/incidents/payment-provider-down`] as const,
    ['Place an order:', `curl -X POST ${simulator}/orders`] as const,
  ];
  return [
    ...rows.map(([name, address]) => `${name.padEnd(width)}  ${address}\n`),
    '\n',
    ...steps.map(([what, command]) => `${what}\n  ${command}\n`),
    'Ctrl-C stops all of it.\n',
  ].join('');
}

/** The same for scripts. */
export function addressJson(addresses: Addresses): string {
  return `${JSON.stringify(addresses, null, 2)}\n`;
}
