/** References to a dashboard's variables. What a variable offers, and how, is said in `src/variables`. */

/** A variable whose values are those of one label; it matches that label and no other. */
export interface LabelVariable<L extends string> {
  readonly kind: 'label-variable';
  readonly name: string;
  readonly label: L;
}

/** A variable whose value is a length of time. */
export interface IntervalVariable {
  readonly kind: 'interval-variable';
  readonly name: string;
  /** As it stands in a query: `$interval`. */
  readonly text: string;
}

export function labelVariable<const L extends string>(name: string, label: L): LabelVariable<L> {
  return { kind: 'label-variable', name, label };
}

export function intervalVariable(name: string): IntervalVariable {
  return { kind: 'interval-variable', name, text: `$${name}` };
}
