import { DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

/** Keeps the viewer's time range and choices on the way to another of our dashboards. */
const keep = '${__url_time_range}&${__all_variables}';

/**
 * A link of a panel. The SDK's own builder adds a placement that only Grafana 12.3 and later know, and there hides the
 * link in a menu.
 */
export function link(title: string, url: string): { build(): DashboardLink } {
  return {
    build: () => ({
      title,
      type: DashboardLinkType.Link,
      icon: '',
      tooltip: '',
      url: `${url}${url.includes('?') ? '&' : '?'}${keep}`,
      tags: [],
      asDropdown: false,
      targetBlank: false,
      includeVars: false,
      keepTime: false,
    }),
  };
}
