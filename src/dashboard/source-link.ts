import { DashboardLinkType, type DashboardLink } from '@grafana/grafana-foundation-sdk/dashboard';

/** A link to the file that defines a dashboard, in another tab; it needs neither time range nor choices. */
export function sourceLink(repository: string, file: string): DashboardLink {
  return {
    title: 'Source',
    type: DashboardLinkType.Link,
    icon: 'doc',
    tooltip: `${file}, which defines this dashboard`,
    url: addressOf(repository, file),
    tags: [],
    asDropdown: false,
    targetBlank: true,
    includeVars: false,
    keepTime: false,
  };
}

/** Where a repository shows a file. GitHub, GitLab and Gitea show the default branch as `HEAD`. */
function addressOf(repository: string, file: string): string {
  const path = file.split('/').map(encodeURIComponent).join('/');
  if (repository.includes('{path}')) return repository.replaceAll('{path}', path);
  return `${repository.replace(/\/+$/, '').replace(/\.git$/, '')}/blob/HEAD/${path}`;
}
