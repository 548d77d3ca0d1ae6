/** The TypeScript of imported entries, laid out as prettier lays it out. */
import { importLine, listProperty, literal, textProperty } from '../../scaffold/code.ts';
import type { ImportedEntry } from './entry.ts';

export interface ModuleNames {
  /** What code calls the service: `payments`. */
  readonly name: string;
  readonly job: string;
  /** The path of define.ts as the module imports it. */
  readonly define: string;
}

/** The module that exports the entries under the name of the service. */
export function moduleText(entries: readonly ImportedEntry[], { name, job, define }: ModuleNames): string {
  const constructors = entries.map(({ type }) => type);
  return [
    '/** Written by `dashboards metrics import` from a page of metrics; help texts and units may be put better. */',
    importLine(constructors, define),
    '',
    `const job = ${literal(job)};`,
    '',
    `export const ${name} = {`,
    ...entries.map((entry) => entryText(entry)),
    '};',
    '',
  ].join('\n');
}

const width = 120;

function entryText(entry: ImportedEntry): string {
  const { property, type, name } = entry;
  const head = `  ${property}: ${type}('${name}', {`;
  if (head.length <= width) return [head, ...specLines('    ', entry), '  }),'].join('\n');
  // The name leaves no room for the brace, so that each argument has its own line.
  return [`  ${property}: ${type}(`, `    '${name}',`, '    {', ...specLines('      ', entry), '    },', '  ),'].join(
    '\n',
  );
}

function specLines(indent: string, { labels, unit, help, buckets, wireType }: ImportedEntry): readonly string[] {
  return [
    `${indent}job,`,
    ...(labels.length === 0
      ? []
      : [
          listProperty(
            indent,
            'labels',
            labels.map((label) => literal(label)),
          ),
        ]),
    `${indent}unit: '${unit}',`,
    ...(wireType === undefined ? [] : [`${indent}wireType: '${wireType}',`]),
    ...(buckets === undefined ? [] : [numbersProperty(indent, 'buckets', buckets)]),
    textProperty(indent, 'help', help),
  ];
}

/** `key: [numbers],` on one line, or on as many as it takes. */
function numbersProperty(indent: string, key: string, numbers: readonly number[]): string {
  const texts = numbers.map((number) => String(number).replace('e+', 'e'));
  const line = `${indent}${key}: [${texts.join(', ')}],`;
  if (line.length <= width) return line;
  const lines: string[] = [];
  let filled = `${indent} `;
  for (const text of texts) {
    if (filled.length + text.length + 2 > width) {
      lines.push(filled);
      filled = `${indent} `;
    }
    filled += ` ${text},`;
  }
  return [`${indent}${key}: [`, ...lines, filled, `${indent}],`].join('\n');
}
