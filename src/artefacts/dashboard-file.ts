/** Where a build writes what Grafana reads. */

/** The folder below the output folder. */
export const grafanaRoot = 'grafana';

/** The path of a dashboard's JSON in the output folder. */
export function dashboardFile(directory: string, uid: string): string {
  return `${grafanaRoot}/dashboards/${directory}/${uid}.json`;
}
