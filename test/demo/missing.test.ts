import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installed, missing } from '../../src/demo/missing.ts';
import { temporaryFolder } from '../support/program.ts';

describe('programs of a stack', () => {
  it('that are not on the path are not found', () => {
    const { postgres: _, ...onPath } = installed(temporaryFolder());
    expect(onPath).toEqual({});
  });

  it('are found under the names that distributions and their makers give them', () => {
    const folder = temporaryFolder();
    const program = join(folder, 'postgres_exporter');
    writeFileSync(program, '');
    chmodSync(program, 0o755);
    expect(installed(folder)).toMatchObject({ postgresExporter: program });
  });

  it('that are missing are named with what they are for and how they are installed', () => {
    expect(missing({ postgres: '/p', postgresExporter: '/e', prometheus: '/p', promtool: '/t' })).toEqual([
      {
        program: 'prometheus-pushgateway',
        effect: 'no batch job is pushed',
        install: 'apt-get install prometheus-pushgateway',
      },
      {
        program: 'grafana',
        effect: 'there is no picture of the dashboards',
        install: 'get it from https://grafana.com/grafana/download and put it on the path',
      },
    ]);
    expect(missing({})).toHaveLength(6);
  });
});
