/** Queries that may rightly have no series, as panels declare it, and what every dashboard's annotations are. */
import type { MayBeEmpty } from '../policy/incidents.ts';
import { mayHaveNoMark } from './annotations.ts';
import type { FinishedDashboard } from './finish.ts';
import { jobsNeeded, metricsOf } from './metrics-used.ts';

/** Which query of a dashboard it is: of a panel, by its id and letter, or of an annotation, by its name. */
export type QueryPlace = { readonly panel: number; readonly query: string } | { readonly annotation: string };

/** `dashboard` is a uid. */
export type DeclaredEmpty = { readonly dashboard: string } & QueryPlace & MayBeEmpty;

/** All that a dashboard declares, in its order. */
export function declaredEmpty({ dashboard, panels }: FinishedDashboard): readonly DeclaredEmpty[] {
  const uid = dashboard.uid ?? '';
  const jobs = jobsNeeded(metricsOf(panels.flatMap(({ queries }) => [...queries.values()])));
  return [
    ...panels.flatMap(({ panel, mayBeEmpty }) =>
      [...mayBeEmpty].map(([query, why]) => ({ dashboard: uid, panel: panel.id ?? 0, query, ...why })),
    ),
    ...Object.entries(mayHaveNoMark(jobs)).map(([annotation, why]) => ({ dashboard: uid, annotation, ...why })),
  ];
}
