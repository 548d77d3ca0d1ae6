/** A table whose rows have a sign, and lines below them that say more. */
import { columnsOf, padded } from '../../text/columns.ts';
import { printable, wrapped } from '../../text/wrapped.ts';

export interface Row {
  /** One letter that says what becomes of it: `+`. */
  readonly sign: string;
  readonly title: string;
  readonly folder: string;
  /** What is done, or differs; on a line of its own where the terminal is too narrow. */
  readonly what: string;
  readonly file: string;
  /** Said below it, each broken where it is too long. */
  readonly details: readonly string[];
}

const gap = '  ';
/** Narrower than this a column says nothing any more. */
const least = 8;
/** One text that is longer, where no terminal limits it, does not push all others that far apart. */
const mostAligned = 80;

/**
 * The rows as lines: all in columns where they fit into the width, else with `what` below each.
 * @param width columns of the terminal; infinite where there is none
 */
export function table(rows: readonly Row[], width: number): readonly string[] {
  const clean = rows.map((row) => ({
    ...row,
    title: printable(row.title) || '(no title)',
    folder: printable(row.folder),
    what: printable(row.what),
    file: printable(row.file),
  }));
  const natural = (column: 'title' | 'folder' | 'what' | 'file'): number =>
    clean.reduce((most, row) => Math.max(most, columnsOf(row[column])), 0);
  const title = natural('title');
  const folder = natural('folder');
  const what = natural('what');
  const file = natural('file');
  const inOneLine = 2 + [title, folder, what, file].filter((columns) => columns > 0).reduce((a, b) => a + 2 + b, -2);
  if (inOneLine <= width) {
    const cell = (text: string, column: number) =>
      [text, column === 0 ? 0 : Math.max(columnsOf(text), Math.min(column, mostAligned))] as const;
    return clean.flatMap((row) => [
      line(row.sign, [cell(row.title, title), cell(row.folder, folder), cell(row.what, what), cell(row.file, file)]),
      ...detailLines(row.details, width),
    ]);
  }
  const fileFits = 2 + title + gap.length + folder + gap.length + file <= width;
  const [narrowTitle, narrowFolder] = narrowed([title, folder], width);
  return clean.flatMap((row) => [
    line(row.sign, [
      [row.title, narrowTitle],
      [row.folder, narrowFolder],
      [row.file, fileFits ? file : 0],
    ]),
    // A path stays whole, so that it can be copied.
    ...(fileFits || row.file === '' ? [] : [`    ${row.file}`]),
    ...(row.what === '' ? [] : wrapped(row.what, 4, width)),
    ...detailLines(row.details, width),
  ]);
}

/** Lines that are indented below a row; those that begin with spaces are indented more. */
export function detailLines(details: readonly string[], width: number): readonly string[] {
  return details.flatMap((detail) => {
    const text = detail.trimStart();
    return wrapped(text, 4 + detail.length - text.length, width);
  });
}

function line(sign: string, cells: readonly (readonly [string, number])[]): string {
  const shown = cells.filter(([, columns]) => columns > 0);
  return `${sign} ${shown.map(([text, columns]) => padded(text, columns)).join(gap)}`.trimEnd();
}

/** The widest column gives way first. */
function narrowed(columns: readonly [number, number], width: number): readonly [number, number] {
  const result: [number, number] = [...columns];
  const taken = (): number =>
    2 + result.filter((each) => each > 0).reduce((sum, each) => sum + gap.length + each, -gap.length);
  while (taken() > width) {
    const widest = result.indexOf(Math.max(...result));
    const now = result[widest] ?? 0;
    if (now <= least) break;
    result[widest] = now - 1;
  }
  return result;
}
