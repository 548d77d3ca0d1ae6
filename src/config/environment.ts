/** Environments: what the file says, with what one of its environments says in place of it. */
import { UserError } from '../errors/user-error.ts';
import { didYouMean, nearest } from '../text/nearest.ts';
import { mergedSchema, type Config, type MergedConfig } from './schema.ts';

/**
 * The configuration of an environment; without a name, that of the rest of the file.
 * @param file what messages call the file
 * @throws UserError where there is no such environment, naming those that there are
 */
export function configOf(config: Config, name: string | undefined, file: string): MergedConfig {
  const { environments = {}, ...base } = config;
  if (name === undefined) return base;
  const environment = Object.hasOwn(environments, name) ? environments[name] : undefined;
  if (environment !== undefined) return overlaid(config, environment);
  const known = Object.keys(environments);
  throw new UserError(`There is no environment "${name}"${didYouMean(nearest(name, known))}`, {
    details: [known.length === 0 ? `${file} has no environments` : `${file} has ${known.join(', ')}`],
    next: known.length === 0 ? `Write it below environments in ${file}.` : 'Name one of those.',
  });
}

/** What an environment says in place of the rest: section by section, key by key, down to the values. */
export function overlaid({ environments: _, ...base }: Config, environment: MergedConfig): MergedConfig {
  // Each key is good by itself, so all of them are; parsing gives the result its type.
  return mergedSchema.parse(merged(base, environment));
}

function merged(base: unknown, over: unknown): unknown {
  if (!isSection(base) || !isSection(over)) return over ?? base;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries([...keys].map((key) => [key, merged(own(base, key), own(over, key))]));
}

function own(section: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(section, key) ? section[key] : undefined;
}

function isSection(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
