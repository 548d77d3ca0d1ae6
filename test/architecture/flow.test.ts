/** Data flows one way: a folder imports only from itself and from those above it (ARCHITECTURE.md draws it). */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** From the source of the flow to its mouth. */
const order = [
  'src/text',
  'src/time',
  'src/errors',
  'src/policy',
  'src/metrics',
  'src/config',
  'src/promql',
  'src/queries',
  'src/identity',
  'src/variables',
  'src/panels',
  'src/dashboard',
  'dashboards',
  'src/lint',
  'src/artefacts',
  'src/scaffold',
  'src/watch',
  'src/contract',
  'src/live',
  'src/compare',
  'src/grafana',
  'src/simulator',
  'src/demo',
  'src/commands',
  'src/cli',
  'src/cli.ts',
] as const;

const files = ['src', 'dashboards'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file)),
);

function imports(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    relative(root, resolve(root, dirname(file), target)),
  );
}

function place(file: string): number {
  return order.findIndex((folder) => file === folder || file.startsWith(`${folder}/`));
}

describe('architecture', () => {
  it('finds the source files', () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files)('%s has a place and imports only from above', (file) => {
    expect(place(file), `${file} is in no folder of the flow`).toBeGreaterThanOrEqual(0);
    const upwards = imports(file).filter((target) => place(target) > place(file));
    expect(upwards).toEqual([]);
  });

  it.each(files)('%s has no default export, no any and no cast', (file) => {
    const code = readFileSync(join(root, file), 'utf8')
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/\/\/.*$/gm, '');
    expect(code).not.toMatch(/^export default/m);
    expect(code).not.toMatch(/[:<|(]\s*any\b/);
    expect(code).not.toMatch(/\bas (?!const\b)[A-Za-z{]+[^'"`\n]*[;,)]$/m);
  });

  it('the simulator makes no metric of its own: all that it shows is in the catalogue', () => {
    const makers = files.filter((file) => imports(file).includes('src/metrics/define.ts'));
    expect(makers.length).toBeGreaterThan(5);
    expect(makers.filter((file) => !file.startsWith('src/metrics/'))).toEqual([]);
  });

  it('dashboard files are tables of contents: no query in them, but in the very small', () => {
    for (const file of files.filter((name) => /^dashboards\/[^/]+\.ts$/.test(name))) {
      const code = readFileSync(join(root, file), 'utf8');
      if (code.split('\n').length <= 20) continue;
      expect(code, file).not.toMatch(/\/promql\//);
      expect(code, file).not.toMatch(/\b(?:rate|increase|sum|histogramQuantile|raw)\(/);
    }
  });
});
