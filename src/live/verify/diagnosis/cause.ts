/** Why a query has no series. */
export interface Cause {
  /** What is wrong, in a sentence without a full stop. */
  readonly problem: string;
  /** What to do. */
  readonly next: string;
  /** The metric that the server does not have at all, where that is why. */
  readonly metric?: string;
}

/** `200, 404, 500 and 3 more`. */
export function some(values: readonly string[], most = 5): string {
  const shown = values.slice(0, most).join(', ');
  return values.length > most ? `${shown} and ${values.length - most} more` : shown;
}
