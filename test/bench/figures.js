/** Figures as the benchmark prints them. */

/** @param {unknown[][]} lines the first one has the headings */
export function table(lines) {
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => String(line[column]).length)));
  return lines
    .map((line) => `${line.map((cell, column) => String(cell).padStart(widths[column])).join('  ')}\n`)
    .join('');
}

export function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

export function significant(value) {
  return Number(value.toPrecision(3));
}

export function mebibytes(bytes) {
  return Math.round(bytes / 2 ** 20);
}
