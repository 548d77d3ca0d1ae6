/** The file of a new dashboard's panels. */
import { importLine, listProperty, textProperty } from './code.ts';
import { keyOf, type Sketch } from './panels.ts';
import type { Place } from './place.ts';

/** What a query may call, all of them functions of typed PromQL. */
const functions = ['bucketIncrease', 'by', 'div', 'histogramQuantile', 'max', 'rate', 'ratio', 'sub', 'sum', 'time'];

export function panelFile(name: string, sketches: readonly Sketch[], place: Place): string {
  const code = sketches.flatMap(({ constants = [], queries }) => [...constants, ...queries]);
  const called = (name: string): boolean => code.some((line) => new RegExp(`\\b${name}\\(`).test(line));
  const kinds = sketches.map(({ kind }) => kind);
  const imports = [
    "import type { Settings } from '../../src/config/settings.ts';",
    ...place.imports,
    importLine([...kinds, ...['heatmapQuery', 'query'].filter(called)], '../../src/panels/index.ts'),
    importLine(functions.filter(called), '../../src/promql/index.ts'),
  ];
  return `/** The panels of ${name}. */
${imports.join('\n')}
${place.helper}
${sketches.map((sketch) => panel(sketch, place)).join('\n')}`;
}

function panel(sketch: Sketch, { parameter, firstLine }: Place): string {
  const { kind, name, title, shows, unit, constants = [], queries, alert } = sketch;
  const before = constants.map((line) => `  ${line}\n`).join('');
  const guard = alert === undefined ? '' : `\n    alert: policy.alerts.${alert},`;
  return `export function ${name}(${parameter}: Settings) {
${firstLine}${before}  return ${kind}(policy, {
${textProperty('    ', 'key', keyOf(sketch))}
${textProperty('    ', 'title', title)}
    description: {
${textProperty('      ', 'shows', shows)}
${textProperty('      ', 'normal', normal(unit))}
      next: 'not written yet: say where to look first, or what to do, when it is not so.',
    },
    unit: '${unit}',
${listProperty('    ', 'queries', queries)}${guard}
  });
}
`;
}

function normal(unit: string): string {
  return `not written yet: say in a number what all is well looks like, such as "${examples[unit] ?? 'below 50'}".`;
}

const examples: Readonly<Record<string, string>> = {
  ops: 'above 0 at every hour',
  reqps: 'above 0 at every hour',
  s: 'below 2 seconds',
  ms: 'below 200 milliseconds',
  bytes: 'below 2 GiB',
  Bps: 'below 5 MiB a second',
  percentunit: 'below 80 %',
};
