/** Metrics of the Temporal server that it does not show in good order, each with the incident that brings it. */
import type { temporalServer } from '../../metrics/temporal-server.ts';
import type { IncidentName } from '../../policy/incidents.ts';

export const serverBroughtBy: Readonly<Partial<Record<keyof typeof temporalServer, IncidentName>>> = {
  serviceErrorsResourceExhausted: 'slow-database',
  persistenceErrorsResourceExhausted: 'slow-database',
  visibilityPersistenceErrors: 'slow-database',
  taskErrors: 'slow-database',
  startToCloseTimeout: 'slow-database',
  noPollerTasks: 'workers-starved',
  scheduleToStartTimeout: 'workers-starved',
  workflowTimeout: 'workers-starved',
  workflowTerminate: 'deploy',
};
