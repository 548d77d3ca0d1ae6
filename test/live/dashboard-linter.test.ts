/** The real dashboard-linter, where it is installed, agrees with what ours finds and does not find. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext, expect } from 'vitest';
import { findProgram } from '../support/find-program.ts';
import { checkout, run } from '../support/program.ts';

const program = findProgram('dashboard-linter');
const committed = join(checkout, 'provisioning', 'grafana', 'dashboards');
const fixtures = join(checkout, 'test', 'fixtures', 'lint');

function judge(context: TestContext, file: string, ...options: readonly string[]) {
  return program === undefined
    ? context.skip('install dashboard-linter (github.com/grafana/dashboard-linter)')
    : run(program, ['lint', '--strict', ...options, file], checkout);
}

describe('dashboard-linter', () => {
  const ours = readdirSync(committed, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.json'));
  it.for(ours)('finds nothing in %s', (path, context) => {
    const { code, stdout } = judge(context, join(committed, path), '--config', join(committed, '.lint'));
    expect(stdout).not.toContain('❌');
    expect(code).toBe(0);
  });

  it.for(['one-server', 'odd-variables', 'careless-queries'])('finds something in %s too', (name, context) => {
    const { code, stdout } = judge(context, join(fixtures, `${name}.json`));
    expect(stdout).toContain('❌');
    expect(code).toBe(1);
  });

  it('finds nothing in a good one', (context) => {
    expect(judge(context, join(fixtures, 'good.json')).code).toBe(0);
  });
});
