/** Temporal SDK: do workflows end well, and have workers what they need? */
import type { Settings } from '../src/config/settings.ts';
import { row, type DashboardDefinition } from '../src/dashboard/definition.ts';
import { temporalQueries } from '../src/queries/temporal.ts';
import { temporalVariables } from '../src/variables/temporal.ts';
import * as activities from './panels/temporal-sdk-activities.ts';
import * as now from './panels/temporal-sdk-now.ts';
import * as requests from './panels/temporal-sdk-requests.ts';
import * as workers from './panels/temporal-sdk-workers.ts';
import * as tasks from './panels/temporal-sdk-workflow-tasks.ts';
import * as workflows from './panels/temporal-sdk-workflows.ts';

export function temporalSdk(settings: Settings): DashboardDefinition {
  const choices = temporalVariables(settings.catalogue);
  const temporal = temporalQueries(settings.catalogue, choices);
  return {
    name: 'temporal-sdk',
    title: 'Temporal SDK',
    description: 'Workflows as the workers see them: how they end, how long their tasks and activities wait and take, and whether workers suffice. Where a panel is not by environment, those chosen together are added up.',
    tags: ['temporal'],
    variables: [choices.namespace, choices.taskQueue, choices.workflowType, choices.activityType],
    rows: [
      row('Now', { perLine: 4, height: 5 }, [
        now.failureRatioNow(settings, temporal),
        now.waitNow(settings, temporal),
        now.freeSlots(settings, temporal),
        now.pollersNow(settings, temporal),
      ]),
      row('Workflows', { perLine: 3, height: 8 }, [
        workflows.workflowStarts(settings, temporal),
        workflows.workflowCompletions(settings, temporal),
        workflows.workflowOutcomes(settings, temporal),
        workflows.workflowFailureRatio(settings, temporal),
        workflows.workflowDuration(settings, temporal),
      ]),
      row('Requests and long polls', { perLine: 4, height: 8 }, [
        requests.requestsAndFailures(settings, temporal),
        requests.requestsByOperation(settings, temporal),
        requests.requestFailures(settings, temporal),
        requests.requestLatency(settings, temporal),
        requests.longPolls(settings, temporal),
        requests.longPollFailures(settings, temporal),
        requests.longPollLatency(settings, temporal),
      ]),
      row('Workflow tasks', { perLine: 3, height: 8 }, [
        tasks.workflowTasks(settings, temporal),
        tasks.workflowTaskWait(settings, temporal),
        tasks.workflowTaskExecution(settings, temporal),
        tasks.workflowTaskReplay(settings, temporal),
        tasks.workflowTaskFailures(settings, temporal),
        tasks.workflowPolls(settings, temporal),
      ]),
      row('Activities', { perLine: 3, height: 8 }, [
        activities.activities(settings, temporal),
        activities.activitySuccessRatio(settings, temporal),
        activities.activityFailures(settings, temporal),
        activities.activityExecution(settings, temporal),
        activities.activityWait(settings, temporal),
      ]),
      row('Local activities', { perLine: 4, height: 8 }, [
        activities.localActivities(settings, temporal),
        activities.localActivitySuccessRatio(settings, temporal),
        activities.localActivityFailures(settings, temporal),
        activities.localActivityExecution(settings, temporal),
      ]),
      row('Workers', { perLine: 2, height: 8 }, [
        workers.slotsUsed(settings, temporal),
        workers.pollers(settings, temporal),
      ]),
      row('Sticky cache', { perLine: 3, height: 8 }, [
        workers.cacheHitRatio(settings, temporal),
        workers.cacheSize(settings, temporal),
        workers.cacheEvictions(settings, temporal),
      ]),
    ],
  };
}
