/** What `dashboards simulate` refuses before it serves anything. */
import { describe, expect, it } from 'vitest';
import { dashboards } from '../support/program.ts';

describe('dashboards simulate', () => {
  it.each([
    ['http://jobs:hunter2@127.0.0.1:9091', 'has a password in it'],
    ['http://:hunter2@127.0.0.1:9091', 'has a password in it'],
    ['https://jobs@127.0.0.1:9091', 'has a user in it'],
    ['127.0.0.1:9091', 'is no address of HTTP'],
    ['ftp://127.0.0.1', 'is no address of HTTP'],
  ])('refuses the Pushgateway %s', (url, message) => {
    const { code, stdout, stderr } = dashboards(['simulate', '--pushgateway-url', url]);
    expect(code).toBe(2);
    expect(stderr).toContain(`--pushgateway-url ${message}`);
    expect(stdout + stderr).not.toContain('hunter2');
  });

  it.each(['postgresql://orders:hunter2@127.0.0.1/orders', 'postgresql://orders@127.0.0.1/orders?password=hunter2'])(
    'refuses the database %s',
    (url) => {
      const { code, stdout, stderr } = dashboards(['simulate', '--database-url', url]);
      expect(code).toBe(2);
      expect(stderr).toContain('has a password in it');
      expect(stdout + stderr).not.toContain('hunter2');
    },
  );
});
