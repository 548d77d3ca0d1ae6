import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest, mostly for what they wait for. Begun last, one of them would run on alone. */
const longest = [
  'live/stack',
  'live/without',
  'cli/simulate-database',
  'cli/new',
  'demo/demo',
  'grafana/scenarios/scenarios',
  'cli/watch',
  'cli/simulate-backfill',
  'live/temporal-sdk',
  'live/temporal-simulated',
  'cli/build',
  'cli/verify',
].map((name) => `/test/${name}.test.ts`);

/** How long a file took is known after a first run only; this order is there from the beginning. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((name) => moduleId.endsWith(name));
      return found < 0 ? longest.length : found;
    };
    const others = await super.sort(files);
    return others.toSorted((one, other) => rank(one) - rank(other));
  }
}
