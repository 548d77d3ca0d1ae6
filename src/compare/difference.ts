/** What differs between two dashboards: as a viewer would say it, panel by panel. */

/** One property, by its path within the panel, variable or dashboard that it belongs to: `targets.A.expr`. */
export interface PropertyChange {
  readonly path: string;
  /** JSON; undefined where the property was not there. */
  readonly before: unknown;
  /** JSON; undefined where the property is gone. */
  readonly after: unknown;
}

/** A panel, as both sides call it. */
export interface PanelName {
  /** Undefined where neither side has one. */
  readonly id: number | undefined;
  readonly title: string;
  readonly type: string;
}

export type PanelChange =
  | { readonly kind: 'added'; readonly panel: PanelName; readonly row: string | undefined }
  | { readonly kind: 'removed'; readonly panel: PanelName; readonly row: string | undefined }
  | {
      readonly kind: 'changed';
      /** As it is called after the change. */
      readonly panel: PanelName;
      /** The title of the row that it is in, after the change; undefined above the first row. */
      readonly row: string | undefined;
      readonly properties: readonly PropertyChange[];
      /** Whether it is elsewhere: in another row, or in another order among those that both sides have. */
      readonly moved: boolean;
    };

export interface NamedChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly name: string;
  readonly properties: readonly PropertyChange[];
}

export interface Difference {
  /** In the order of the panels after the change; removed ones stand where they were. */
  readonly panels: readonly PanelChange[];
  readonly variables: readonly NamedChange[];
  readonly annotations: readonly NamedChange[];
  /** What belongs to the dashboard itself: title, description, tags, time, links. */
  readonly properties: readonly PropertyChange[];
}

export function isSame({ panels, variables, annotations, properties }: Difference): boolean {
  return panels.length + variables.length + annotations.length + properties.length === 0;
}
