/** Which labels an aggregation keeps. */

/** Keep these labels. */
export class By<L extends string> {
  readonly kind = 'by';
  readonly labels: readonly L[];

  constructor(labels: readonly L[]) {
    this.labels = labels;
  }
}

/** Drop these labels and keep the rest. */
export class Without<L extends string> {
  readonly kind = 'without';
  readonly labels: readonly L[];

  constructor(labels: readonly L[]) {
    this.labels = labels;
  }
}

export function by<const L extends string = never>(...labels: readonly L[]): By<L> {
  return new By(labels);
}

export function without<const L extends string = never>(...labels: readonly L[]): Without<L> {
  return new Without(labels);
}
