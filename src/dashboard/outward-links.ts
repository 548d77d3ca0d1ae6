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
  const { links, fieldConfig } = panel;
  const dataLinks = fieldConfig?.defaults.links;
  return {
    ...panel,
    ...(links === undefined ? {} : { links: outward(links, uid) }),
    ...(fieldConfig === undefined || dataLinks === undefined
      ? {}
      : {
          fieldConfig: { ...fieldConfig, defaults: { ...fieldConfig.defaults, links: outward(dataLinks, uid) } },
        }),
  };
}

function outward(links: readonly DashboardLink[], uid: string): DashboardLink[] {
  return links.map((link) => {
    const target = /^\/d\/([^/?]+)/.exec(link.url ?? '')?.[1];
    return target === undefined || target === uid
      ? link
      : { ...link, url: link.url?.replace(allChoices, environment) ?? '' };
  });
}
