import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { LintExceptions } from '../policy/lint-rules.ts';

/** A panel that is excepted from rules of the linter. */
export class ExceptedPanel implements Builder<Panel> {
  readonly exceptions: LintExceptions;
  readonly #panel: Builder<Panel>;

  constructor(panel: Builder<Panel>, exceptions: LintExceptions) {
    this.#panel = panel;
    this.exceptions = exceptions;
  }

  build(): Panel {
    return this.#panel.build();
  }
}

/**
 * Excepts a panel from rules of the linter, each with the reason why it rightly differs. The reasons go into the
 * generated `.lint` file.
 * @throws RangeError where a reason is empty
 */
export function except(exceptions: LintExceptions, panel: Builder<Panel>): ExceptedPanel {
  for (const [rule, reason] of Object.entries(exceptions)) {
    if (reason.trim() === '')
      throw new RangeError(`the exception from ${rule} has no reason: say why it is right here`);
  }
  return panel instanceof ExceptedPanel
    ? new ExceptedPanel(panel, { ...panel.exceptions, ...exceptions })
    : new ExceptedPanel(panel, exceptions);
}

/** The rules that a panel is excepted from. */
export function exceptionsOf(panel: Builder<Panel>): LintExceptions {
  return panel instanceof ExceptedPanel ? panel.exceptions : {};
}
