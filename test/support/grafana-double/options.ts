/** How a double differs from a Grafana 12.2 as it comes. */

export interface DoubleOptions {
  /** 11 and 10 have no `/apis` for dashboards, list versions as a bare array, answer 409 to a folder that is there. */
  readonly grafana?: '12' | '11' | '10';
  /** Whether annotations of managers survive, as with unified storage. */
  readonly unifiedStorage?: boolean;
  /** In seconds; a shorter `refresh` is rewritten without a word. */
  readonly minRefresh?: number;
  /** A path that it is served below, such as `/grafana`. */
  readonly prefix?: string;
  /** How many versions of a dashboard are kept. */
  readonly versionsToKeep?: number;
  readonly password?: string;
  readonly organisation?: { readonly id: number; readonly name: string };
  /** Milliseconds that an answer takes; writes are done one after another. */
  readonly pace?: { readonly save?: number; readonly read?: number; readonly page?: number };
  /** Bytes of content after which a page of the resource API ends. */
  readonly pageBytes?: number;
  /** Whether versions and listings of the resource API are offered. */
  readonly resources?: boolean;
  /** A certificate and its key, PEM: served as https. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Zero for any free port. */
  readonly port?: number;
}

export interface Personality {
  readonly grafana: '12' | '11' | '10';
  readonly unifiedStorage: boolean;
  readonly minRefresh: number;
  readonly prefix: string;
  readonly versionsToKeep: number;
  readonly password: string;
  readonly organisation: { readonly id: number; readonly name: string };
  readonly pace: { readonly save: number; readonly read: number; readonly page: number };
  readonly pageBytes: number;
  readonly resources: boolean;
}

export function personality(options: DoubleOptions): Personality {
  const grafana = options.grafana ?? '12';
  return {
    grafana,
    unifiedStorage: options.unifiedStorage ?? false,
    minRefresh: options.minRefresh ?? 5,
    prefix: (options.prefix ?? '').replace(/\/$/, ''),
    versionsToKeep: options.versionsToKeep ?? 20,
    password: options.password ?? 'admin',
    organisation: options.organisation ?? { id: 1, name: 'Main Org.' },
    pace: { save: 0, read: 0, page: 0, ...options.pace },
    pageBytes: options.pageBytes ?? 4_000_000,
    resources: options.resources ?? grafana === '12',
  };
}

/** The namespace of the resource API. */
export function namespaceOf({ organisation: { id } }: Personality): string {
  return id === 1 ? 'default' : `org-${id}`;
}

export function reportedVersion({ grafana }: Personality): string {
  return { '12': '12.2.0', '11': '11.6.4', '10': '10.4.19' }[grafana];
}
