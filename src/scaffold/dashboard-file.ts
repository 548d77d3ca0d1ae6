/** The file of a new dashboard: its table of contents. */
import { literal } from './code.ts';
import { identifierOf } from './name.ts';
import type { Sketch } from './panels.ts';

export function dashboardFile(name: string, title: string, sketches: readonly Sketch[]): string {
  const now = sketches.filter(({ kind }) => kind === 'stat');
  const later = sketches.filter(({ kind, alert }) => kind !== 'stat' && alert === undefined);
  const guarded = sketches.filter(({ alert }) => alert !== undefined);
  return `/** ${name}: which questions does it answer? */
import type { Settings } from '../src/config/settings.ts';
import { row, type DashboardDefinition } from '../src/dashboard/definition.ts';
import * as panels from './panels/${name}.ts';

export function ${identifierOf(name)}(settings: Settings): DashboardDefinition {
  return {
    name: '${name}',
    title: ${literal(title)},
    description: 'Not written yet: the questions that it answers, in a sentence.',
    tags: [],
    variables: [],
    rows: [
${row('Now', '{ perLine: 4, height: 5 }', now)}
${row('Over time', '{ perLine: 2, height: 8 }', later)}
${guarded.length === 0 ? '' : `${row('Guarded by alerts', '{ perLine: 2, height: 8 }', guarded)}\n`}    ],
  };
}
`;
}

function row(heading: string, shape: string, sketches: readonly Sketch[]): string {
  const lines = sketches.map(({ name }) => `        panels.${name}(settings),\n`).join('');
  return `      row('${heading}', ${shape}, [\n${lines}      ]),`;
}
