/** Holds the project's own dashboards to the rules, as they are built. */
import type { FinishedDashboard, FinishedPanel } from '../dashboard/finish.ts';
import { lintRules, type LintRule } from '../policy/lint-rules.ts';
import type { Catalogue } from '../metrics/catalogue.ts';
import type { Finding } from './finding.ts';
import type { Exception } from './lint-file-text.ts';
import { Linter } from './linter.ts';
import { readDashboard } from './read/dashboard.ts';
import type { Known } from './read/panel.ts';
import { PromqlReader } from './read/promql.ts';

export class ProjectLinter {
  readonly #linter = new Linter();
  readonly #reader: PromqlReader;
  readonly #exceptions: Exception[] = [];

  constructor(catalogue: Catalogue) {
    this.#reader = new PromqlReader(catalogue);
  }

  /**
   * Looks at a finished dashboard.
   * @param file that defines it
   * @param folder that it is in
   */
  add({ dashboard, panels }: FinishedDashboard, file: string, folder: string): void {
    const known = new Map(panels.map((finished) => [finished.panel.id, knownOf(finished)]));
    this.#linter.add(readDashboard(dashboard, { file, folder, known: (id) => known.get(id) }, this.#reader));
    for (const { panel, exceptions } of panels) {
      for (const [rule, reason] of reasonsOf(exceptions)) {
        this.#exceptions.push({ rule, reason, dashboard: dashboard.title ?? '', panel: panel.title ?? '' });
      }
    }
  }

  /** What was found in all of them. */
  finish(): readonly Finding[] {
    return this.#linter.finish();
  }

  /** How many findings are left out because a panel is excepted. */
  get excepted(): number {
    return this.#linter.excepted;
  }

  /** The exceptions that panels declare. */
  get exceptions(): readonly Exception[] {
    return this.#exceptions;
  }
}

function knownOf({ queries, exceptions }: FinishedPanel): Known {
  return { queries, exceptions: new Map(reasonsOf(exceptions)) };
}

function reasonsOf(exceptions: FinishedPanel['exceptions']): readonly (readonly [LintRule, string])[] {
  return lintRules.flatMap((rule) => {
    const reason = exceptions[rule];
    return reason === undefined ? [] : [[rule, reason] as const];
  });
}
