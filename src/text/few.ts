/**
 * The first of many lines, and one that says how many are left.
 * @param most lines before that one
 * @param rest says that so many are left
 */
export function few(lines: readonly string[], most: number, rest: (left: number) => string): readonly string[] {
  const left = lines.length - most;
  return left > 0 ? [...lines.slice(0, most), rest(left)] : lines;
}
