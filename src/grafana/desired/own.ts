/** What the project itself says that a Grafana should have. */
import { finishedDashboards } from '../../artefacts/dashboards.ts';
import { foldersOf } from '../../artefacts/folders.ts';
import { dashboardFile } from '../../artefacts/dashboard-file.ts';
import { canonicalJson } from '../../artefacts/json.ts';
import { chainOf } from '../../config/folders.ts';
import type { Settings } from '../../config/settings.ts';
import type { RegistryEntry } from '../../dashboard/registry.ts';
import { isObject, type Json } from '../../lint/read/json.ts';
import { projectRoot } from '../../text/project-root.ts';
import type { Desired, DesiredDashboard } from '../desired.ts';
import { commitOf } from './commit.ts';
import { contentOf } from './content.ts';
import { desiredFolder, FolderList } from './folders.ts';
import { CommittedFiles } from './said-since.ts';

/**
 * The dashboards of the registry, with the content that a build writes, and their folders. They are not linted: that is
 * the build's part, which refuses what the linter finds.
 * @throws UserError where a dashboard cannot be built, or a folder is not defined or not used
 */
export async function ownDesired(registry: readonly RegistryEntry[], settings: Settings): Promise<Desired> {
  const folders = new FolderList();
  for (const folder of foldersOf(registry, settings.folders)) {
    for (const one of chainOf(folder, settings.folders)) folders.add(desiredFolder(one));
  }
  const dashboards: DesiredDashboard[] = [];
  const files = new Map<string, string>();
  for await (const { dashboard, entry, folder } of finishedDashboards(registry, settings)) {
    const { uid = '', title = '' } = dashboard;
    dashboards.push({ uid, title, content: plain(dashboard), folderUid: folder.uid, file: entry.file });
    files.set(uid, `provisioning/${dashboardFile(folder.directory, uid)}`);
  }
  const committed = new CommittedFiles();
  return {
    folders: folders.all,
    dashboards,
    unusable: [],
    commit: await commitOf(projectRoot),
    saidSince: ({ uid }, since) => committed.saidSince(projectRoot, files.get(uid) ?? '', since),
  };
}

/** As it is in the file of the build. */
function plain(dashboard: object): Json {
  const value: unknown = JSON.parse(canonicalJson(dashboard));
  return isObject(value) ? contentOf(value) : {};
}
