/**
 * The `.lint` file of dashboard-linter: which findings are excepted, and which only warned of.
 *
 * Source of the format: its docs/index.md and lint/configuration.go.
 */
import { isMap, LineCounter, parseDocument } from 'yaml';
import { UserError } from '../errors/user-error.ts';
import { lintRules, type LintRule } from '../policy/lint-rules.ts';
import { nearest, orNearest } from '../text/nearest.ts';
import type { Finding } from './finding.ts';
import { isObject, text } from './read/json.ts';

export type Verdict = 'excepted' | 'warning' | 'error';

/** What is left out holds for all: a dashboard, a panel, a query. */
interface Entry {
  readonly dashboard: string;
  readonly panel: string;
  /** The place of the query among those of the panel, from 0. */
  readonly target: number | undefined;
}

/** A rule without entries is meant everywhere. */
type Entries = ReadonlyMap<string, readonly Entry[]>;

export interface LintFile {
  readonly exclusions: Entries;
  readonly warnings: Entries;
  /** What a person may have meant otherwise. */
  readonly doubts: readonly string[];
}

/** The names under which a `.lint` file knows the rules. */
export function nameInLintFile(rule: LintRule): string {
  return rule === 'uneditable-dashboard' ? rule : `${rule}-rule`;
}

/**
 * The content of a `.lint` file; `name` is what messages call it.
 * @throws UserError where it is no YAML, or of another shape
 */
export function readLintFile(content: string, name: string): LintFile {
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const mistakes = document.errors.map(({ pos, message }) => `${name}:${lines.linePos(pos[0]).line}: ${message}`);
  if (mistakes.length > 0) refuse(name, mistakes);
  if (document.contents !== null && !isMap(document.contents)) {
    refuse(name, ['it must have the keys exclusions and warnings']);
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    refuse(name, [error instanceof Error ? error.message : String(error)]);
  }
  const { exclusions, warnings } = isObject(value) ? value : {};
  const read = [readEntries(exclusions, 'exclusions', mistakes), readEntries(warnings, 'warnings', mistakes)] as const;
  if (mistakes.length > 0) refuse(name, mistakes);
  return { exclusions: read[0], warnings: read[1], doubts: [...read[0].keys(), ...read[1].keys()].flatMap(doubt) };
}

/** Where a rule is both excluded and warned of, the warning counts, as it does in dashboard-linter. */
export function verdict({ exclusions, warnings }: LintFile, finding: Finding): Verdict {
  const name = nameInLintFile(finding.rule);
  if (matches(warnings.get(name), finding)) return 'warning';
  return matches(exclusions.get(name), finding) ? 'excepted' : 'error';
}

function refuse(name: string, details: readonly string[]): never {
  throw new UserError(`${name} is no .lint file of dashboard-linter.`, {
    details,
    next: 'Mend it: exclusions and warnings, in each the names of rules, in each of them a reason and entries.',
  });
}

function readEntries(section: unknown, name: string, mistakes: string[]): Entries {
  if (section === undefined || section === null) return new Map();
  if (!isObject(section)) {
    mistakes.push(`${name} must have names of rules as keys`);
    return new Map();
  }
  return new Map(
    Object.entries(section).map(([rule, value]) => {
      const { entries } = isObject(value) ? value : {};
      const wrong = value !== null && !isObject(value);
      if (wrong || (entries !== undefined && entries !== null && !Array.isArray(entries))) {
        mistakes.push(`${name}.${rule} must be empty, or have a reason and a list of entries`);
      }
      return [
        rule,
        Array.isArray(entries) ? entries.map((entry) => readEntry(entry, `${name}.${rule}`, mistakes)) : [],
      ];
    }),
  );
}

function readEntry(value: unknown, place: string, mistakes: string[]): Entry {
  if (!isObject(value)) mistakes.push(`an entry of ${place} must have the keys reason, dashboard, panel, targetIdx`);
  const { dashboard, panel, targetIdx, targetidx } = isObject(value) ? value : {};
  const target = written(targetIdx ?? targetidx);
  return {
    dashboard: written(dashboard),
    panel: written(panel),
    target: /^\d+$/.test(target) ? Number(target) : undefined,
  };
}

/** A title that looks like a number or a truth value is a text all the same. */
function written(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : text(value);
}

function matches(entries: readonly Entry[] | undefined, { dashboard, panel, target }: Finding): boolean {
  if (entries === undefined) return false;
  if (entries.length === 0) return true;
  return entries.some(
    (entry) =>
      (entry.dashboard === '' || entry.dashboard === dashboard) &&
      (entry.panel === '' || entry.panel === panel?.title) &&
      (entry.target === undefined || target === undefined || entry.target === target),
  );
}

/** Rules of dashboard-linter for queries that are not read here. */
const notOurs: ReadonlySet<string> = new Set(['target-logql-rule', 'target-logql-auto-rule']);
const ours: readonly string[] = lintRules.map(nameInLintFile);

/** Another version may know a rule of that name, so it is no mistake. */
function doubt(rule: string): readonly string[] {
  if (ours.includes(rule) || notOurs.has(rule)) return [];
  return [`there is no rule ${rule}${orNearest(nearest(rule, ours))}`];
}
