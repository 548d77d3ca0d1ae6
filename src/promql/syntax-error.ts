/** A text that is not PromQL, or not PromQL that we read. */
export class PromqlSyntaxError extends Error {
  override readonly name = 'PromqlSyntaxError';
  /** The text as it was given. */
  readonly text: string;
  /** Where it goes wrong, counted from 0; absent where that is not known. */
  readonly position: number | undefined;
  /** Whether the server may well read it: it is only more than we read. */
  readonly unsupported: boolean;

  constructor(text: string, problem: string, position?: number, unsupported = false) {
    super(`${problem}${position === undefined ? '' : ` (at character ${position + 1})`}: ${text}`);
    this.text = text;
    this.position = position;
    this.unsupported = unsupported;
  }
}
