/**
 * A legend whose every `{{label}}` is a label of the result. Any other makes the parameter's type a sentence that says
 * which label is missing, which no text is assignable to.
 */
export type Legend<Text extends string, L extends string> = string extends Text
  ? 'a legend is written out, so that its labels can be checked'
  : LegendLabels<Text> extends infer Named extends string
    ? [Exclude<Named, L>] extends [never]
      ? Text
      : `the result has no label "${Exclude<Named, L>}" (aggregated away, or not of this metric)`
    : never;

/** The labels that a legend names. */
type LegendLabels<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Trimmed<Name> | LegendLabels<Rest>
  : never;

type Trimmed<Text extends string> = Text extends ` ${infer Rest}`
  ? Trimmed<Rest>
  : Text extends `${infer Rest} `
    ? Trimmed<Rest>
    : Text;
