/**
 * What is chosen of a variable when its dashboard is opened. From grafana/scenes, `MultiValueVariable.ts`
 * (getStateUpdateGivenNewOptions), and Grafana's `dashboard-scene/utils/variables.ts`, by which all is the default where
 * it is offered.
 */
import { nearest } from '../../text/nearest.ts';
import type { Chosen } from '../scope.ts';
import type { Definition } from './definition.ts';
import type { Option } from './options.ts';

export interface Choice {
  readonly chosen: Chosen;
  readonly problem?: string;
}

const all = '$__all';

/** What was saved, as far as it is still offered; else all of them, or the first. */
export function choose(definition: Definition, options: readonly Option[]): Chosen {
  const { multi, includeAll, saved } = definition;
  const savedValues = several(saved.value);
  const [first] = options;
  if (first === undefined) return includeAll ? everything(definition, options) : none(multi);
  if (savedValues[0] === all) return includeAll ? everything(definition, options) : one(multi, first);
  const stillThere = multi
    ? savedValues
        .map((value) => options.find((option) => option.value === value))
        .filter((found) => found !== undefined)
    : matching(definition, options);
  if (stillThere.length > 0) return multi ? many(stillThere) : one(false, stillThere[0] ?? first);
  return includeAll ? everything(definition, options) : one(multi, first);
}

/** What was saved, whether it is offered or not: where what it offers is not known. */
export function keep(definition: Definition): Chosen {
  const { multi, saved } = definition;
  const values = several(saved.value);
  if (values[0] === all) return everything(definition, []);
  const texts = several(saved.text);
  const options = values.map((value, index) => ({ value, text: texts[index] ?? value }));
  const [first = { value: '', text: '' }] = options;
  return multi ? many(options) : one(false, first);
}

/** What the caller gave, whether it is offered or not, and what is wrong with it. */
export function take(definition: Definition, given: readonly string[], options: readonly Option[] | undefined): Choice {
  const { multi, includeAll } = definition;
  const [first = ''] = given;
  if (first === all || (includeAll && first === 'All')) {
    const chosen = everything(definition, options ?? []);
    return includeAll ? { chosen } : { chosen, problem: 'all was given, and it does not offer that' };
  }
  const found = given.map((value) => options?.find((option) => option.value === value || option.text === value));
  const chosen = found.map((option, index) => option ?? { value: given[index] ?? '', text: given[index] ?? '' });
  const stranger = given.find((_, index) => found[index] === undefined);
  const problem =
    given.length > 1 && !multi
      ? 'several values were given, and it takes one'
      : options !== undefined && stranger !== undefined
        ? notOffered(stranger, options)
        : undefined;
  const own = multi ? many(chosen) : one(false, chosen[0] ?? { value: first, text: first });
  return problem === undefined ? { chosen: own } : { chosen: own, problem };
}

function notOffered(value: string, options: readonly Option[]): string {
  if (options.length === 0) return `"${value}" was given, and it offers nothing`;
  const candidates = options.map((option) => option.value);
  const meant = nearest(value, candidates);
  const shown = candidates.slice(0, 5).join(', ');
  const hint = meant === undefined ? `it offers ${shown}${candidates.length > 5 ? ', …' : ''}` : `nearest: "${meant}"`;
  return `"${value}" was given, which it does not offer; ${hint}`;
}

function matching({ saved }: Definition, options: readonly Option[]): readonly Option[] {
  const found =
    options.find((option) => option.value === saved.value) ?? options.findLast((option) => option.text === saved.text);
  return found === undefined ? [] : [found];
}

function several(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function everything({ allValue }: Definition, options: readonly Option[]): Chosen {
  return { kind: 'all', custom: allValue, values: options.map(({ value }) => value) };
}

function none(multi: boolean): Chosen {
  return multi ? many([]) : { kind: 'one', value: '', text: '' };
}

function one(multi: boolean, option: Option): Chosen {
  return multi ? many([option]) : { kind: 'one', ...option };
}

function many(options: readonly Option[]): Chosen {
  return { kind: 'many', values: options.map(({ value }) => value), texts: options.map(({ text }) => text) };
}
