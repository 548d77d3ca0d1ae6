/**
 * Labels that depend on the version of postgres_exporter. The oldest supported (0.11, Debian's) and the newest (0.20)
 * were recorded; what lies between is in collector/*.go of its repository.
 */

/** Values of `partialLabels` and of `writtenBy`. */
export const v11 = 'postgres_exporter 0.11';
export const v20 = 'postgres_exporter 0.20';
/** Metrics that 0.11 knows only through the `queries.yaml` that it is shipped with. */
export const v11Queries = 'postgres_exporter 0.11 with queries.yaml';
export const upToPostgres16 = 'PostgreSQL 16 and older';

/** The server's address: `instance` says the same. */
export const server = { server: v11 } as const;
