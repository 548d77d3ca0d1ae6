/** What the documents say is true: their examples are run, what they name exists. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config/load.ts';
import { policyWith } from '../../src/policy/policy.ts';
import { checkout, compile, contents, copyOfProject, dashboards, edit, put } from '../support/program.ts';

const readme = readFileSync(join(checkout, 'README.md'), 'utf8');

function block(language: string, index = 0): string {
  const found = [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))][index]?.[1];
  if (found === undefined) throw new Error(`README.md has no ${language} block number ${index}`);
  return found;
}

describe('the dashboard in fifteen lines', () => {
  const file = 'dashboards/requests.ts';
  let project = '';
  beforeAll(() => {
    project = copyOfProject(false);
    put(join(project, file), block('ts'));
    edit(project, 'dashboards/index.ts', '\n];', `\n${block('ts', 1)}];`);
  });
  afterAll(() => rmSync(project, { recursive: true }));

  it('has fifteen lines', () => {
    expect(block('ts').trimEnd().split('\n')).toHaveLength(15);
  });

  it('compiles, passes the linter and is built', () => {
    expect(compile(project).stdout).toBe('');
    expect(dashboards(['build'], project)).toMatchObject({ code: 0, stderr: '' });
    const built = contents(join(project, 'provisioning', 'grafana', 'dashboards', 'order-processing'));
    expect(JSON.parse(built['order-processing-requests.json'] ?? '')).toMatchObject({
      title: 'Requests',
      panels: [
        { type: 'row', title: 'Now' },
        {
          title: 'Requests by status',
          targets: [
            {
              refId: 'A',
              expr: 'sum by (status) (rate(http_requests_total{environment=~"$environment",job=~"$job",instance=~"$instance"}[$__rate_interval]))',
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['a wrong metric', 'application.httpRequests)', 'application.httpRequest)', 0],
    ['a label that the metric does not have', "by('status')", "by('code')", 1],
    ['a legend with a label that the sum dropped', "'{{status}}'", "'{{code}}'", 2],
  ])('gives the error that the README shows for %s', (_, right, wrong, index) => {
    edit(project, file, right, wrong);
    const { code, stdout } = compile(project);
    edit(project, file, wrong, right);
    expect(code).not.toBe(0);
    const shown = block('text', index).replaceAll(/\s+/g, ' ').trim();
    const pattern = shown.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(new RegExp(pattern));
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
