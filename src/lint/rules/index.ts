/** All rules by name. */
import type { LintRule } from '../../policy/lint-rules.ts';
import type { Rule } from '../rule.ts';
import { colourWithoutSeries } from './colour-without-series.ts';
import { deadLink } from './dead-link.ts';
import { linkVariable } from './link-variable.ts';
import { statusColour } from './status-colour.ts';
import { targetJob } from './target-job.ts';
import { titleUnique } from './title-unique.ts';
import { uidForm } from './uid-form.ts';
import { uidUnique } from './uid-unique.ts';
import { unknownVariable } from './unknown-variable.ts';
import { unusedVariable } from './unused-variable.ts';
import { variablePromql } from './variable-promql.ts';

/** What the linter sees by itself, while it uses exceptions. */
type OfLinter = 'needless-exception';

export const rules: Readonly<Partial<Record<Exclude<LintRule, OfLinter>, Rule>>> = {
  'target-job': targetJob,
  'uid-form': uidForm,
  'uid-unique': uidUnique,
  'title-unique': titleUnique,
  'unknown-variable': unknownVariable,
  'unused-variable': unusedVariable,
  'variable-promql': variablePromql,
  'dead-link': deadLink,
  'link-variable': linkVariable,
  'status-colour': statusColour,
  'colour-without-series': colourWithoutSeries,
};
