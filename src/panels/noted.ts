import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { MayBeEmpty } from '../policy/incidents.ts';
import type { LintExceptions } from '../policy/lint-rules.ts';

/** What is said of a panel that its JSON has no place for. */
export interface Notes {
  /** The rules of the linter that it is excepted from, each with the reason. */
  readonly exceptions: LintExceptions;
  /** Which of its queries may have no series, by their letters, and why. */
  readonly mayBeEmpty: ReadonlyMap<string, MayBeEmpty>;
}

/** A panel of which something is said. */
export class NotedPanel implements Builder<Panel> {
  readonly notes: Notes;
  readonly #panel: Builder<Panel>;

  private constructor(panel: Builder<Panel>, notes: Notes) {
    this.#panel = panel;
    this.notes = notes;
  }

  /** The panel with more said of it. */
  static of(panel: Builder<Panel>, change: (notes: Notes) => Notes): NotedPanel {
    return panel instanceof NotedPanel
      ? new NotedPanel(panel.#panel, change(panel.notes))
      : new NotedPanel(panel, change(noNotes));
  }

  build(): Panel {
    return this.#panel.build();
  }
}

const noNotes: Notes = { exceptions: {}, mayBeEmpty: new Map() };

export function notesOf(panel: Builder<Panel>): Notes {
  return panel instanceof NotedPanel ? panel.notes : noNotes;
}
