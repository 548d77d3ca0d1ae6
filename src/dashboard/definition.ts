/** What a dashboard file says: its rows of panels, and the variables of its own. The rest is added when it is finished. */
import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Settings } from '../config/settings.ts';
import type { OwnVariable } from '../variables/own.ts';

export interface RowShape {
  /** How many panels share a line; one with a `span` of its own takes that many of the 24 columns. */
  readonly perLine: number;
  /** Height of a line, in units of about 30 pixels; a higher panel raises its whole line. */
  readonly height: number;
  /** Whether the row is closed at first; its queries run when it is opened. */
  readonly collapsed?: boolean;
}

export interface Row extends RowShape {
  readonly title: string;
  readonly panels: readonly Builder<Panel>[];
}

export interface DashboardDefinition {
  /** The short name: its uid and address follow from it, so it never changes. */
  readonly name: string;
  readonly title: string;
  /** What questions it answers, in a sentence. */
  readonly description: string;
  readonly tags: readonly string[];
  /** Its variables beside those that every dashboard has. */
  readonly variables: readonly OwnVariable[];
  readonly rows: readonly Row[];
}

/** Makes a new definition at each call, so that no builder is ever used twice. */
export type DashboardFactory = (settings: Settings) => DashboardDefinition;

/** A heading with its panels, laid out from left to right and line by line. */
export function row(title: string, shape: RowShape, panels: readonly Builder<Panel>[]): Row {
  return { title, ...shape, panels };
}
