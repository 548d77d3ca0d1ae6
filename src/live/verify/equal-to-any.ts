/** A repeated panel is asked once for all its values, and `=` would hold for none of them. */

/** The query with `=~` in place of `=` before a variable that its panel is repeated for. */
export function equalToAny(query: string, repeatedFor: readonly string[]): string {
  return query.replace(
    /(?<=[\w\s])=(\s*(["'`])(?:\$(\w+)|\$\{(\w+)\}|\[\[(\w+)\]\])\2)/g,
    (whole, value: string, _quote: string, plain?: string, braced?: string, square?: string) =>
      repeatedFor.includes(plain ?? braced ?? square ?? '') ? `=~${value}` : whole,
  );
}
