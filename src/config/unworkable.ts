/** Values that are good by themselves and cannot work together: in the file, and in each of its environments. */
import { policyMistakes } from '../policy/policy.ts';
import { overlaid } from './environment.ts';
import { folderMistakes } from './folders.ts';
import { grafanaMistakes } from './grafana-server.ts';
import type { Config, MergedConfig } from './schema.ts';

type Mistake = readonly [path: readonly string[], problem: string];

/** The keys, and what is wrong; an environment is looked at only where the rest of the file is sound. */
export function unworkable(config: Config): readonly Mistake[] {
  const base = mistakesIn(config);
  if (base.length > 0) return base;
  return Object.entries(config.environments ?? {}).flatMap(([name, environment]) =>
    mistakesIn(overlaid(config, environment)).map(([path, problem]): Mistake => [
      ['environments', name, ...path],
      problem,
    ]),
  );
}

function mistakesIn({ policy, folders, grafana }: MergedConfig): readonly Mistake[] {
  return [
    ...policyMistakes(policy).map(({ path, problem }): Mistake => [['policy', ...path], problem]),
    ...folderMistakes(folders).map(({ path, problem }): Mistake => [['folders', ...path], problem]),
    ...(grafana === undefined ? [] : grafanaMistakes(grafana)).map(({ path, problem }): Mistake => [
      ['grafana', ...path],
      problem,
    ]),
  ];
}
