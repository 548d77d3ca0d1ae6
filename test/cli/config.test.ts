/** `dashboards config show`, and builds for an environment, each in a copy of the project. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { contents, copyOfProject, dashboards, put, run, temporaryFolder } from '../support/program.ts';

const secret = 'hunter2';
const config = [
  'policy:',
  '  limits: { stock: { red: 3 } }',
  'repository: https://git.example.org/acme/monitoring.git',
  'environments:',
  '  staging:',
  '    policy: { scrapeInterval: 1m }',
  '    dataSources: { prometheus: mimir }',
  '    folders: { order-processing: { title: Staging } }',
  '    grafana: { url: "https://grafana.example.org", token: "${TEST_GRAFANA_TOKEN}", caFile: ca.pem }',
  '  production:',
  '',
].join('\n');

let project = '';
const configure = (text: string): void => put(join(project, 'dashboards.config.yaml'), text);

beforeAll(() => {
  project = copyOfProject(true);
  configure(config);
  put(join(project, 'ca.pem'), secret);
});
afterAll(() => rmSync(project, { recursive: true }));

describe('config show', () => {
  it('prints the settings with the defaults', () => {
    const { code, stdout, stderr } = dashboards(['config', 'show'], project);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const shown = parse(stdout);
    expect(shown).toMatchObject({
      policy: { limits: { stock: { red: 3 }, replicationLag: { amber: 30, red: 300 } }, scrapeInterval: '15s' },
      temporal: { profile: 'go-tally' },
      dataSources: { prometheus: 'prometheus' },
      folders: { 'order-processing': { title: 'Order processing', uid: 'order-processing' } },
      repository: 'https://git.example.org/acme/monitoring.git',
    });
    expect(Object.keys(shown)).toEqual(['policy', 'temporal', 'dataSources', 'folders', 'repository']);
    expect(stdout).not.toMatch(/[&*]a\d/);
  });

  it('prints those of an environment, with secrets as they are written', () => {
    const program = join(project, 'bin', 'dashboards.js');
    const environment = [`TEST_GRAFANA_TOKEN=${secret}`, process.execPath, program];
    const { code, stdout, stderr } = run('env', [...environment, 'config', 'show', '--env', 'staging'], project);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(parse(stdout)).toMatchObject({
      policy: { limits: { stock: { red: 3 } }, scrapeInterval: '1m' },
      dataSources: { prometheus: 'mimir' },
      folders: { 'order-processing': { title: 'Staging', uid: 'order-processing' } },
      grafana: { url: 'https://grafana.example.org', token: '${TEST_GRAFANA_TOKEN}', caFile: 'ca.pem' },
    });
    expect(stdout).not.toContain(secret);
  });

  it('--json prints the same as JSON', () => {
    const args = ['config', 'show', '--env', 'staging'];
    const { code, stdout, stderr } = dashboards([...args, '--json'], project);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toEqual(parse(dashboards(args, project).stdout));
  });

  it('what it prints is a configuration with the same result', () => {
    const { stdout } = dashboards(['config', 'show'], project);
    configure(stdout);
    const again = dashboards(['config', 'show'], project);
    configure(config);
    expect(again).toEqual({ code: 0, stdout, stderr: '' });
  });

  it('needs no runbooks', () => {
    const path = join(project, 'docs', 'runbooks', 'LowInventory.md');
    rmSync(path);
    expect(dashboards(['config', 'show'], project).code).toBe(0);
    put(path, '# LowInventory\n');
  });

  it('names the environments where there is no such one', () => {
    expect(dashboards(['config', 'show', '--env', 'stagin'], project)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: There is no environment "stagin"; did you mean staging?\n' +
        '  dashboards.config.yaml has staging, production\nNext: Name one of those.\n',
    });
  });

  it('tells a secret that is written out by line and key, and does not repeat it', () => {
    configure(config.replace('"${TEST_GRAFANA_TOKEN}"', secret));
    const outcomes = [[], ['--json'], ['--env', 'staging']].map((args) =>
      dashboards(['config', 'show', ...args], project),
    );
    configure(config);
    for (const { code, stdout, stderr } of outcomes) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/dashboards\.config\.yaml:9: environments\.staging\.grafana\.token: must be \$\{NAME\}/);
      expect(stderr).not.toContain(secret);
    }
  });

  it.each([[['config']], [['config', 'shwo']]])('%s is a mistake of usage', (args) => {
    const { code, stdout, stderr } = dashboards(args, project);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('show');
  });

  it.each([[['config', '--help']], [['config', 'show', '--help']]])('%s shows an example', (args) => {
    const { code, stdout } = dashboards(args, project);
    expect(code).toBe(0);
    expect(stdout).toContain('$ dashboards config show --env staging');
  });
});

describe('build --env', () => {
  it('needs a folder of its own, and says why', () => {
    expect(dashboards(['build', '--env', 'staging'], project)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'Error: --env needs --out: provisioning/ holds what the defaults make, and its files are committed.\n' +
        'Next: dashboards build --env staging --out <dir>\n',
    });
    expect(dashboards(['build', '--check', '--env', 'staging'], project).code).toBe(2);
  });

  it('does not go over what is committed', () => {
    const { code, stderr } = dashboards(['build', '--env', 'staging', '--out', join(project, 'provisioning')], project);
    expect(code).toBe(2);
    expect(stderr).toContain('Error: provisioning/ holds what the defaults make, and its files are committed.\n');
  });

  it('builds with the settings of the environment', () => {
    const out = join(temporaryFolder(), 'staging');
    expect(dashboards(['build', '--env', 'staging', '--out', out], project)).toMatchObject({ code: 0, stderr: '' });
    const files = contents(out);
    expect(parse(files['grafana/datasources/prometheus.yaml'] ?? '')).toMatchObject({
      datasources: [{ uid: 'mimir', jsonData: { timeInterval: '60s' } }],
    });
    expect(parse(files['grafana/dashboards/order-dashboards.yaml'] ?? '')).toMatchObject({
      providers: [{ folder: 'Staging', folderUid: 'order-processing' }],
    });
    const orders: unknown = JSON.parse(files['grafana/dashboards/order-processing/order-processing-orders.json'] ?? '');
    expect(orders).toMatchObject({
      links: [
        { type: 'dashboards' },
        { title: 'Source', url: 'https://git.example.org/acme/monitoring/blob/HEAD/dashboards/orders.ts' },
      ],
    });
    expect(dashboards(['build', '--check', '--env', 'staging', '--out', out], project).code).toBe(0);
    const { code, stderr } = dashboards(['build', '--check', '--env', 'production', '--out', out], project);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `Next: npx dashboards build --env production --out ${out}.\n`,
    });
  });

  it('an unknown one is refused before anything is written', () => {
    const out = join(temporaryFolder(), 'new');
    const { code, stderr } = dashboards(['build', '--env', 'prodction', '--out', out], project);
    expect(code).toBe(2);
    expect(stderr).toContain('did you mean production?');
    expect(() => contents(out)).toThrow();
  });

  it('the JSON Schema of the configuration is built and held by --check', () => {
    const out = join(temporaryFolder(), 'out');
    const path = 'dashboards.config.schema.json';
    dashboards(['build', '--out', out], project);
    const schema = contents(out)[path] ?? '';
    dashboards(['build', '--env', 'staging', '--out', `${out}2`], project);
    expect(contents(`${out}2`)[path]).toBe(schema);
    put(join(out, path), schema.replace('draft-07', 'draft-06'));
    const { code, stdout } = dashboards(['build', '--check', '--out', out], project);
    expect(code).toBe(1);
    expect(stdout).toContain(`stale: ${path}`);
  });
});

it('an environment may be written as YAML writes it', () => {
  configure(stringify({ environments: { a: { policy: { limits: { stok: {} } } } } }));
  const { code, stderr } = dashboards(['build', '--env', 'a', '--out', temporaryFolder()], project);
  configure(config);
  expect(code).toBe(2);
  expect(stderr).toMatch(/dashboards\.config\.yaml:5: environments\.a\.policy\.limits\.stok: .*did you mean stock\?/);
});
