/** From a project's folder to its settings. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile, resolveConfig, resolveSettings } from '../../src/config/resolve.ts';
import { rejected } from '../support/user-error.ts';

const runbooks = fileURLToPath(new URL('../../docs/runbooks', import.meta.url));

function project(config?: string): string {
  const path = mkdtempSync(join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  mkdirSync(join(path, 'docs'));
  cpSync(runbooks, join(path, 'docs', 'runbooks'), { recursive: true });
  if (config !== undefined) writeFileSync(join(path, configFile), config);
  return path;
}

describe('settings', () => {
  it('are the defaults where there is no configuration', async () => {
    const { policy, dataSources, catalogue, runbooks: texts } = await resolveSettings(project());
    expect(policy.scrapeInterval).toBe('15s');
    expect(policy.panelSamples).toBe(5_000_000);
    expect(dataSources).toEqual({ prometheus: 'prometheus' });
    expect(catalogue.lookup('temporal_workflow_failed_total')?.property).toBeDefined();
    expect([...texts.keys()].toSorted()).toEqual(Object.keys(policy.alerts).toSorted());
  });

  it('are none where the configuration cannot be reached: it is not taken for missing', async () => {
    const root = project();
    symlinkSync(configFile, join(root, configFile));
    const error = await rejected(() => resolveSettings(root));
    expect(error.message).toBe(`${join(root, configFile)} cannot be read (ELOOP).`);
  });

  it('follow the configuration', async () => {
    const root = project(
      'policy:\n  limits:\n    stock: { red: 3 }\ntemporal: { profile: core }\ndataSources: { prometheus: mimir, traces: tempo }\n',
    );
    const { policy, dataSources, catalogue } = await resolveSettings(root);
    expect(policy.limits.stock.red).toBe(3);
    expect(policy.alerts.LowInventory.threshold).toBe(3);
    expect(dataSources).toEqual({ prometheus: 'mimir', traces: 'tempo' });
    expect(catalogue.lookup('temporal_workflow_failed')).toBeDefined();
    expect(catalogue.lookup('temporal_workflow_failed_total')).toBeUndefined();
  });

  it('have the folder that is built in, and no repository and no Grafana', async () => {
    const given = await resolveSettings(project());
    expect([...given.folders]).toEqual([
      ['order-processing', { directory: 'order-processing', title: 'Order processing', uid: 'order-processing' }],
    ]);
    expect(given).not.toHaveProperty('repository');
    expect(given).not.toHaveProperty('grafana');
  });

  it('have folders as the configuration defines or changes them, with their places', async () => {
    const root = project(
      'folders:\n  order-processing: { title: Orders, parent: in }\n  infra: { title: Infra, uid: in }\nrepository: https://a.example.org\n',
    );
    const { folders, repository } = await resolveSettings(root);
    const at = join(root, configFile);
    expect([...folders.values()]).toEqual([
      {
        directory: 'order-processing',
        title: 'Orders',
        uid: 'order-processing',
        parent: 'in',
        definedAt: `${at}:2`,
      },
      { directory: 'infra', title: 'Infra', uid: 'in', definedAt: `${at}:3` },
    ]);
    expect(repository).toBe('https://a.example.org');
  });

  it('are refused where a runbook is missing, by the names of the alert and the file', async () => {
    const root = project();
    rmSync(join(root, 'docs', 'runbooks', 'LowInventory.md'));
    const error = await rejected(() => resolveSettings(root));
    expect(error.message).toBe('The alert LowInventory has no runbook.');
    expect(error.details).toEqual(['docs/runbooks/LowInventory.md is not there']);
    expect(error.next).toContain('Write docs/runbooks/LowInventory.md');
  });
});

describe('an environment', () => {
  const text = [
    'policy:',
    '  limits: { stock: { red: 3 }, transactionAge: { amber: 10, red: 20 } }',
    '  scrapeInterval: 30s',
    'temporal: { profile: core }',
    'dataSources: { prometheus: mimir, traces: tempo }',
    'folders:',
    '  infra: { title: Infra, uid: infra, parent: platform }',
    'repository: https://a.example.org',
    'environments:',
    '  staging:',
    '    policy: { limits: { transactionAge: { red: 40 } } }',
    '    temporal: { profile: core-suffixed }',
    '    dataSources: { traces: jaeger }',
    '    folders:',
    '      infra: { uid: infra-staging }',
    '      order-processing: { title: Staging }',
    '    repository: https://b.example.org',
    '    grafana: { url: "https://g.example.org/sub/", tokenFile: secrets/token, caFile: ca.pem }',
    '  production:',
    '    grafana: { url: "https://g.example.org", user: deploy, password: "${GRAFANA_PASSWORD}" }',
    '  bare:',
    '',
  ].join('\n');

  it('changes what it names, down to the single value, and nothing else', async () => {
    const root = project(text);
    const staging = await resolveSettings(root, { environment: 'staging' });
    expect(staging.policy.limits.transactionAge).toEqual({ bad: 'above', amber: 10, red: 40 });
    expect(staging.policy.limits.stock.red).toBe(3);
    expect(staging.policy.scrapeInterval).toBe('30s');
    expect(staging.dataSources).toEqual({ prometheus: 'mimir', traces: 'jaeger' });
    expect(staging.catalogue.lookup('temporal_workflow_failed_total')).toBeDefined();
    expect(staging.repository).toBe('https://b.example.org');
    const at = join(root, configFile);
    expect([...staging.folders.values()]).toEqual([
      { directory: 'order-processing', title: 'Staging', uid: 'order-processing', definedAt: `${at}:16` },
      { directory: 'infra', title: 'Infra', uid: 'infra-staging', parent: 'platform', definedAt: `${at}:15` },
    ]);
    expect(staging.grafana).toEqual({
      url: 'https://g.example.org/sub',
      signIn: { kind: 'token', token: { kind: 'file', path: join(root, 'secrets/token') } },
      caFile: join(root, 'ca.pem'),
    });
  });

  it('with its own Grafana only has the settings of the rest of the file', async () => {
    const root = project(text);
    const { grafana, ...production } = await resolveSettings(root, { environment: 'production' });
    const { catalogue: one, ...rest } = await resolveSettings(root);
    const { catalogue: other, ...same } = production;
    expect(same).toEqual(rest);
    expect(other.names()).toEqual(one.names());
    expect(grafana).toEqual({
      url: 'https://g.example.org',
      signIn: { kind: 'password', user: 'deploy', password: { kind: 'environment', name: 'GRAFANA_PASSWORD' } },
    });
    expect(rest.folders.get('infra')?.definedAt).toBe(`${join(root, configFile)}:7`);
  });

  it('with nothing below it is there', async () => {
    expect((await resolveSettings(project(text), { environment: 'bare' })).dataSources.traces).toBe('tempo');
  });

  it.each([
    ['stagin', 'There is no environment "stagin"; did you mean staging?'],
    ['nowhere', 'There is no environment "nowhere".'],
    ['toString', 'There is no environment "toString".'],
    ['__proto__', 'There is no environment "__proto__".'],
    ['', 'There is no environment "".'],
  ])('that is not there is refused: %s', async (environment, message) => {
    const error = await rejected(() => resolveSettings(project(text), { environment }));
    expect(error.message).toBe(message);
    expect(error.details).toEqual(['dashboards.config.yaml has staging, production, bare']);
    expect(error.next).toBe('Name one of those.');
  });

  it('is refused where there is none', async () => {
    const error = await rejected(() => resolveSettings(project(), { environment: 'staging' }));
    expect(error.details).toEqual(['dashboards.config.yaml has no environments']);
    expect(error.next).toBe('Write it below environments in dashboards.config.yaml.');
  });

  it('is shown with defaults, and secrets as they are written', async () => {
    const config = await resolveConfig(project(text), { environment: 'production' });
    expect(config).toMatchObject({
      policy: {
        limits: { transactionAge: { amber: 10, red: 20 }, replicationLag: { amber: 30, red: 300 } },
        alerts: { LowInventory: { for: '5m', keepFiringFor: '30m', severity: 'warning' } },
        scrapeInterval: '30s',
      },
      temporal: { profile: 'core' },
      dataSources: { prometheus: 'mimir', traces: 'tempo' },
      folders: { 'order-processing': { title: 'Order processing' }, infra: { uid: 'infra', parent: 'platform' } },
      repository: 'https://a.example.org',
      grafana: { url: 'https://g.example.org', user: 'deploy', password: '${GRAFANA_PASSWORD}' },
    });
  });
});
