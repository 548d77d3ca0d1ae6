import { describe, expect, it } from 'vitest';
import { addressJson, addressTable } from '../../src/demo/table.ts';

const simulator = 'http://127.0.0.1:8080';
const whole = {
  simulator,
  prometheus: 'http://127.0.0.1:9090',
  grafana: 'http://127.0.0.1:3000',
  pushgateway: 'http://127.0.0.1:9091',
  postgres: 'postgresql://orders@127.0.0.1:15432/orders',
  postgresPasswords: '/tmp/dashboards-demo-abcdef/postgres/pgpass',
  postgresExporters: ['http://127.0.0.1:9187/metrics'],
};

describe('the table of a demo', () => {
  it('has every address, and what to do next', () => {
    expect(addressTable(whole)).toBe(`\
Orders        http://127.0.0.1:8080/orders
Grafana       http://127.0.0.1:3000/dashboards
Prometheus    http://127.0.0.1:9090
Pushgateway   http://127.0.0.1:9091
PostgreSQL    postgresql://orders@127.0.0.1:15432/orders
  PGPASSFILE  /tmp/dashboards-demo-abcdef/postgres/pgpass
Exporter      http://127.0.0.1:9187/metrics

Prove every panel:
  npx dashboards verify --prometheus http://127.0.0.1:9090
Play an incident:
  curl -X POST http://127.0.0.1:8080/incidents/payment-provider-down
Place an order:
  curl -X POST http://127.0.0.1:8080/orders
Ctrl-C stops all of it.
`);
  });

  it('says nothing of what does not run', () => {
    expect(addressTable({ simulator, postgresExporters: [] })).toBe(`\
Orders  http://127.0.0.1:8080/orders

Play an incident:
  curl -X POST http://127.0.0.1:8080/incidents/payment-provider-down
Place an order:
  curl -X POST http://127.0.0.1:8080/orders
Ctrl-C stops all of it.
`);
  });

  it('fits a terminal of 80 columns, with the longest ports', () => {
    const longest = Object.fromEntries(
      Object.entries(whole).map(([name, value]) => [
        name,
        JSON.parse(JSON.stringify(value).replace(/:\d+/g, ':65535')),
      ]),
    );
    const lines = addressTable({ ...whole, ...longest }).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('is the same as JSON', () => {
    expect(JSON.parse(addressJson(whole))).toEqual(whole);
  });
});
