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

  /** How many dashboards it has looked at. */
  get count(): number {
    return this.#linter.count;
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

type Reason = readonly [LintRule, string];

const noReasons: readonly Reason[] = [];
const noExceptions: Known['exceptions'] = new Map();

function knownOf({ queries, exceptions }: FinishedPanel): Known {
  const reasons = reasonsOf(exceptions);
  return { queries, exceptions: reasons.length === 0 ? noExceptions : new Map(reasons) };
}

function reasonsOf(exceptions: FinishedPanel['exceptions']): readonly Reason[] {
  // Few panels have any, and there are many rules to look for.
  if (Object.keys(exceptions).length === 0) return noReasons;
  return lintRules.flatMap((rule) => {
    const reason = exceptions[rule];
    return reason === undefined ? [] : [[rule, reason] as const];
  });
}
