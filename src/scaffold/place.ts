/** How the code of a panel comes by its metric. */
import { importLine } from './code.ts';
import type { PlacedMetric } from './metric.ts';
import { kebab } from './name.ts';

/** What stands where in the file of the panels. */
export interface Place {
  /** What queries call the metric. */
  readonly expression: string;
  readonly imports: readonly string[];
  /** Before the panels; empty where nothing is needed. */
  readonly helper: string;
  /** What each panel takes of the settings. */
  readonly parameter: string;
  /** The first line of each panel; empty where nothing is needed. */
  readonly firstLine: string;
}

export function placeOf({ system, property }: PlacedMetric): Place {
  switch (system) {
    case 'temporalSdk':
      return taken(property, 'catalogue.temporalSdk');
    case 'temporalGoOnly':
      return { ...taken(property, 'ofSdk(catalogue)'), ...onlyIn(system, 'the Go SDK', 'go-tally') };
    case 'temporalCoreOnly':
      return { ...taken(property, 'ofSdk(catalogue)'), ...onlyIn(system, 'a Core SDK', 'core') };
    default:
      return {
        expression: `${system}.${property}`,
        imports: [importLine([system], `../../src/metrics/${kebab(system)}.ts`)],
        helper: '',
        parameter: '{ policy }',
        firstLine: '',
      };
  }
}

/** The name of such a metric depends on the Temporal profile, so it is taken of the settings. */
function taken(property: string, from: string): Place {
  return {
    expression: property,
    imports: [],
    helper: '',
    parameter: '{ policy, catalogue }',
    firstLine: `  const { ${property} } = ${from};\n`,
  };
}

function onlyIn(system: 'temporalGoOnly' | 'temporalCoreOnly', sdk: string, profile: string) {
  return {
    imports: [
      "import { UserError } from '../../src/errors/user-error.ts';",
      "import type { Catalogue } from '../../src/metrics/catalogue.ts';",
    ],
    helper: `
/** What only ${sdk} counts. */
function ofSdk({ ${system} }: Catalogue) {
  if (${system} !== undefined) return ${system};
  throw new UserError('Only ${sdk} has the metrics of this dashboard; the Temporal profile is of another.', {
    next: 'Take the dashboard out of dashboards/index.ts, or set temporal.profile to ${profile}.',
  });
}
`,
  };
}
