/** What is asked of the Temporal SDK, by panels and rules alike. */
import type { Catalogue } from '../metrics/catalogue.ts';
import { activityQueries } from './temporal-activities.ts';
import type { TemporalChoices } from './temporal-choices.ts';
import { requestQueries } from './temporal-requests.ts';
import { workerQueries } from './temporal-workers.ts';
import { workflowTaskQueries } from './temporal-workflow-tasks.ts';
import { workflowQueries } from './temporal-workflows.ts';

export type TemporalQueries = ReturnType<typeof temporalQueries>;

/**
 * Queries in the spelling of the catalogue's profile. A query is narrowed to a choice only where its metrics have that
 * label in this profile and write something in it: Go's requests read `task_queue="none"`, so a queue that is chosen
 * does not empty their panels.
 */
export function temporalQueries(catalogue: Catalogue, choices: TemporalChoices = {}) {
  return {
    ...workflowQueries(catalogue, choices),
    ...requestQueries(catalogue, choices),
    ...workflowTaskQueries(catalogue, choices),
    ...activityQueries(catalogue, choices),
    ...workerQueries(catalogue, choices),
  };
}
