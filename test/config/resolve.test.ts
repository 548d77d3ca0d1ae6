/** From a project's folder to its settings. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { configFile, resolveSettings } from '../../src/config/resolve.ts';
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
    expect(dataSources).toEqual({ prometheus: 'prometheus' });
    expect(catalogue.lookup('temporal_workflow_failed_total')?.property).toBeDefined();
    expect([...texts.keys()].toSorted()).toEqual(Object.keys(policy.alerts).toSorted());
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

  it('are refused where a runbook is missing, by the names of the alert and the file', async () => {
    const root = project();
    rmSync(join(root, 'docs', 'runbooks', 'LowInventory.md'));
    const error = await rejected(() => resolveSettings(root));
    expect(error.message).toBe('The alert LowInventory has no runbook.');
    expect(error.details).toEqual(['docs/runbooks/LowInventory.md is not there']);
    expect(error.next).toContain('Write docs/runbooks/LowInventory.md');
  });
});
