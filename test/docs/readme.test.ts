/** What the documents say is true: their examples are run, what they name exists. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { checkout, compile, contents, copyOfProject, dashboards, edit } from '../support/program.ts';

const readme = readFileSync(join(checkout, 'README.md'), 'utf8');

function block(language: string, index = 0): string {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))][index]?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block number ${index}`);
  return found;
}

describe('the panel that the README adds', () => {
  let project = '';
  beforeAll(() => {
    project = copyOfProject(false);
    const [imports = '', code = ''] = block('ts').split('\n\nexport', 2);
    edit(
      project,
      'dashboards/panels/orders.ts',
      'import type { Settings }',
      `${imports.trim()}\nimport type { Settings }`,
    );
    edit(
      project,
      'dashboards/panels/orders.ts',
      'export function ordersPerSecond',
      `export${code}\nexport function ordersPerSecond`,
    );
    edit(
      project,
      'dashboards/orders.ts',
      'panels.errorRatio(settings),',
      `panels.errorRatio(settings),\n${block('ts', 1)}`,
    );
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('compiles, builds and is in the dashboard', () => {
    expect(compile(project).stdout).toBe('');
    expect(dashboards(['build'], project)).toMatchObject({ code: 0, stderr: '' });
    const [json] = Object.entries(contents(join(project, 'provisioning'))).flatMap(([path, text]) =>
      path.endsWith('order-processing-orders.json') ? [text] : [],
    );
    expect(JSON.parse(json ?? '')).toMatchObject({
      panels: expect.arrayContaining([
        expect.objectContaining({
          title: 'Inventory updates',
          targets: [
            expect.objectContaining({
              refId: 'A',
              expr: 'sum by (instance) (rate(inventory_updates_total{environment=~"$environment",job=~"$job",instance=~"$instance"}[$__rate_interval]))',
            }),
          ],
        }),
      ]),
    });
  });

  it('gives the error that the README shows for a wrong legend', () => {
    edit(project, 'dashboards/panels/orders.ts', "by('instance')), '{{instance}}'", "by('instance')), '{{reason}}'");
    const { code, stdout } = compile(project);
    expect(code).not.toBe(0);
    const shown = block('text').replace('(…)', '(N,N)').replaceAll(/\s+/g, ' ').trim();
    expect(stdout.replace(/\(\d+,\d+\)/, '(N,N)').replaceAll(/\s+/g, ' ')).toContain(shown);
  });
});

it('the configuration of the README is one', () => {
  const config = readConfig(block('yaml'), 'README.md');
  const policy = policyWith(config.policy);
  expect(policy.limits.orderProcessingP95).toMatchObject({ amber: 60, red: 120 });
  expect(policy.alerts.SlowOrderProcessing).toMatchObject({ threshold: 120, for: '5m', severity: 'critical' });
  expect(config.temporal?.profile).toBe('core');
});

describe('documents name only what exists', () => {
  const documents = [
    'README.md',
    'ARCHITECTURE.md',
    'AGENTS.md',
    'CHANGELOG.md',
    ...readdirSync(join(checkout, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const scripts: unknown = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')).scripts;

  it.each(documents)('%s', (document) => {
    const text = readFileSync(join(checkout, document), 'utf8');
    const paths = [
      ...text.matchAll(/`((?:src|dashboards|docs|test|bin|provisioning|\.ci)\/[\w./-]*|[A-Z]+\.md)`/g),
    ].map(([, path = '']) => path);
    expect(paths.filter((path) => !existsSync(join(checkout, path)))).toEqual([]);
    const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
    for (const command of commands) expect(scripts).toHaveProperty(command);
  });
});
