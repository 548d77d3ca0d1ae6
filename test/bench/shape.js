/** What both sides of the benchmark build: dashboards of 30 panels, no two queries alike. */
export const panelsPerDashboard = 30;

/** The route that a panel's query is about; distinct for every panel of every dashboard. */
export function route(dashboard, panel) {
  return `/bench/${dashboard}/${panel}`;
}
