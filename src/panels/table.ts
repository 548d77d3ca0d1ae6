import { TableCellHeight, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import type { Limit } from '../policy/limits.ts';
import type { Policy } from '../policy/policy.ts';
import type { Operand } from '../promql/index.ts';
import { dress, type PanelOptions } from './panel.ts';
import { tableQuery } from './query.ts';
import { refIdAt } from './ref-id.ts';
import { thresholds } from './thresholds.ts';
import type { UnitId } from './unit.ts';

/** How a column of values looks. */
interface Look {
  readonly heading: string;
  readonly unit: UnitId;
  readonly decimals?: number;
  /** Colours its values. */
  readonly limit?: Limit;
}

/** A column of values. */
export interface Column<L extends string> extends Look {
  /** Its series are the rows, told apart by their labels. */
  readonly expression: Operand<L>;
}

export interface TableOptions<L extends string> extends Omit<
  PanelOptions,
  'unit' | 'queries' | 'min' | 'max' | 'decimals' | 'limit' | 'colours'
> {
  /** The heading of each label, in the order of the columns; false hides it. They stand before the values. */
  readonly labels: Readonly<Record<NoInfer<L>, string | false>>;
  /** Columns of values from left to right. Rows are sorted by the first, and only the first may have rows of its own. */
  readonly columns: readonly [Column<L>, ...Column<L>[]];
  /** Whether the smallest comes first. */
  readonly ascending?: boolean;
}

/** What is so now, a row for each set of labels. */
export function table<L extends string>(policy: Policy, options: TableOptions<L>): PanelBuilder {
  const { labels, columns, ascending = false, ...rest } = options;
  const [first, ...others] = columns;
  const builder = dress(new PanelBuilder(), policy, {
    ...rest,
    unit: first.unit,
    queries: [tableQuery(first.expression), ...others.map(({ expression }) => tableQuery(expression))],
  });
  const fields = [...Object.entries<string | false>(labels), ...valueFields(columns)];
  const shown = fields.filter(([, heading]) => heading !== false);
  const hidden = fields.filter(([, heading]) => heading === false).map(([field]) => field);
  // Rows that agree in all labels become one, with the values of every query.
  if (others.length > 0) builder.withTransformation({ id: 'merge', options: {} });
  builder.withTransformation({
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(['Time', ...hidden].map((field) => [field, true])),
      indexByName: Object.fromEntries(shown.map(([field], index) => [field, index])),
      renameByName: Object.fromEntries(shown),
    },
  });
  for (const column of columns) builder.overrideByName(column.heading, looks(column, policy));
  return builder
    .sortBy([new TableSortByFieldStateBuilder().displayName(first.heading).desc(!ascending)])
    .cellHeight(TableCellHeight.Sm)
    .filterable(true);
}

/**
 * The columns of values by the names that Grafana gives them: that of the query's letter, or none where a single query
 * answers. The others may have nothing to say where the first has, so that its values may go by either name.
 */
function valueFields(columns: readonly Look[]): readonly (readonly [field: string, heading: string])[] {
  const lettered = columns.map(({ heading }, index) => [`Value #${refIdAt(index)}`, heading] as const);
  const alone = columns.slice(0, 1).map(({ heading }) => ['Value', heading] as const);
  return columns.length === 1 ? alone : [...alone, ...lettered];
}

function looks({ unit, decimals, limit }: Look, policy: Policy): DynamicConfigValue[] {
  return [
    { id: 'unit', value: unit },
    ...(decimals === undefined ? [] : [{ id: 'decimals', value: decimals }]),
    ...(limit === undefined
      ? []
      : [
          { id: 'thresholds', value: thresholds(limit, policy.colours).build() },
          { id: 'custom.cellOptions', value: { type: 'color-text' } },
        ]),
  ];
}
