/** All rules by name. */
import type { LintRule } from '../../policy/lint-rules.ts';
import type { Rule } from '../rule.ts';
import { targetJob } from './target-job.ts';
import { uidForm } from './uid-form.ts';

/** What the linter sees by itself, while it uses exceptions. */
type OfLinter = 'needless-exception';

export const rules: Readonly<Partial<Record<Exclude<LintRule, OfLinter>, Rule>>> = {
  'target-job': targetJob,
  'uid-form': uidForm,
};
