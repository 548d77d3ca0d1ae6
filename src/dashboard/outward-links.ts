import type { DashboardLink, Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** All choices, and the one that means the same on every dashboard. */
const allChoices = '${__all_variables}';
const environment = '${environment:queryparam}';

/**
 * A panel whose links to other dashboards take of the viewer's choices the environment only. Other dashboards are of
 * other jobs and instances, and would be empty where these were chosen.
 * @param uid of the panel's own dashboard
 */
export function withOutwardLinks(panel: Panel, uid: string): Panel {
  const { links = [], fieldConfig } = panel;
  const dataLinks = fieldConfig?.defaults.links ?? [];
  const leaves = (link: DashboardLink): boolean => (/^\/d\/([^/?]+)/.exec(link.url ?? '')?.[1] ?? uid) !== uid;
  if (![...links, ...dataLinks].some(leaves)) return panel;
  const outward = (link: DashboardLink): DashboardLink =>
    leaves(link) ? { ...link, url: link.url?.replace(allChoices, environment) ?? '' } : link;
  return {
    ...panel,
    ...(panel.links === undefined ? {} : { links: links.map(outward) }),
    ...(fieldConfig === undefined
      ? {}
      : {
          fieldConfig: { ...fieldConfig, defaults: { ...fieldConfig.defaults, links: dataLinks.map(outward) } },
        }),
  };
}
