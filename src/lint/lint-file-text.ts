/** Writes the exceptions of panels as a `.lint` file, so that dashboard-linter honours them too. */
import { UserError } from '../errors/user-error.ts';
import type { LintRule } from '../policy/lint-rules.ts';
import { nameInLintFile } from './lint-file.ts';

export interface Exception {
  readonly rule: LintRule;
  readonly reason: string;
  /** The title. */
  readonly dashboard: string;
  /** The title. */
  readonly panel: string;
}

const header = `# Generated from the exceptions that panels declare; change them there.
# dashboard-linter reads this file: https://github.com/grafana/dashboard-linter
`;

/**
 * The text of a `.lint` file that excepts these panels and nothing else; the same for any order of them.
 * @throws UserError where a title is empty, for that would except everything
 */
export function lintFileText(exceptions: readonly Exception[]): string {
  const nameless = exceptions.filter(({ dashboard, panel }) => dashboard === '' || panel === '');
  if (nameless.length > 0) {
    throw new UserError('An exception needs the titles of its dashboard and its panel.', {
      details: nameless.map(({ rule, dashboard, panel }) => `${rule}: dashboard "${dashboard}", panel "${panel}"`),
      next: 'Give them titles: a .lint file without one excepts every panel.',
    });
  }
  if (exceptions.length === 0) return `${header}exclusions: {}\n`;
  const rules = new Map<string, Set<string>>();
  for (const exception of exceptions.toSorted(inOrder)) {
    const name = nameInLintFile(exception.rule);
    rules.set(name, (rules.get(name) ?? new Set()).add(entry(exception)));
  }
  const sections = [...rules].map(([name, entries]) => `  ${name}:\n    entries:\n${[...entries].join('')}`);
  return `${header}exclusions:\n${sections.join('')}`;
}

function entry({ reason, dashboard, panel }: Exception): string {
  return `      - dashboard: ${quoted(dashboard)}\n        panel: ${quoted(panel)}\n        reason: ${quoted(reason)}\n`;
}

/** A string of JSON is one of YAML, once what YAML takes for unprintable or for the end of a line is escaped too. */
function quoted(value: string): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** By rule, dashboard, panel, reason, in the order of their letters' codes, which is the same on every machine. */
function inOrder(a: Exception, b: Exception): number {
  for (const key of ['rule', 'dashboard', 'panel', 'reason'] as const) {
    const [first, second] = key === 'rule' ? [nameInLintFile(a.rule), nameInLintFile(b.rule)] : [a[key], b[key]];
    if (first !== second) return first < second ? -1 : 1;
  }
  return 0;
}
