/** What these credentials may not read, and others may: the rest can go on. */
import { UserError } from '../errors/user-error.ts';

export class NotPermitted extends UserError {
  /** As the server names it, `dashboards:write`; undefined where it does not. */
  readonly permission: string | undefined;

  constructor(summary: string, options: ConstructorParameters<typeof UserError>[1], permission: string | undefined) {
    super(summary, options);
    this.permission = permission;
  }
}
