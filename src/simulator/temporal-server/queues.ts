/** Task queues, as the matching service of the Temporal server keeps them. */
import { temporalServer as metrics } from '../../metrics/temporal-server.ts';
import type { Kept } from '../exposition/kept.ts';
import { around, each, type Draw } from '../temporal-sdk/chance.ts';
import { namespace, taskQueue } from '../temporal-sdk/names.ts';
import { starvation } from '../temporal-sdk/stress.ts';
import { whole, type Follow } from './requests.ts';
import type { Step } from './step.ts';

/** The partitions of a queue; workers that know a workflow ask at a sticky queue of their own. */
const partitions = ['0', '1', '2', '3'];
const sticky = '__sticky__';
const normal = '__normal__';

type TaskType = 'Workflow' | 'Activity';

function managed(taskType: TaskType, partition: string, queue = taskQueue) {
  return {
    namespace,
    namespace_state: 'active',
    operation: 'TaskQueueMgr',
    partition,
    service_name: 'matching',
    task_type: taskType,
    taskqueue: queue,
    worker_version: '__unversioned__',
  };
}

/** What comes out of a queue: tasks of a kind, at its first partition or at the sticky one. */
const outlets = [
  { taskType: 'Workflow', partition: '0', taken: 'firstTask' },
  { taskType: 'Workflow', partition: sticky, taken: 'nextTask' },
  { taskType: 'Activity', partition: '0', taken: 'activityTask' },
] as const;

/** The share of tasks that find no poller at once and go through the database. */
function delayed({ waiting }: Step): number {
  return Math.min(0.95, 0.01 + waiting / 5);
}

export function queues(kept: Kept, random: Draw): readonly Follow[] {
  return [...outlets.map((outlet) => handOver(kept, random, outlet)), ...backlogs(kept), polls(kept), loaded(kept)];
}

function handOver(kept: Kept, random: Draw, { taskType, partition, taken }: (typeof outlets)[number]): Follow {
  const labels = managed(taskType, partition);
  const success = kept.counter(metrics.pollSuccess, labels);
  const sync = kept.counter(metrics.pollSuccessSync, labels);
  const pollLatency = kept.histogram(metrics.pollLatency, { ...labels, forwarded: 'false', task_priority: '' });
  const dispatched = { ...labels, forwarded: 'false', task_priority: '' };
  const fresh = kept.histogram(metrics.taskDispatchLatency, { ...dispatched, source: 'History' });
  const stored = kept.histogram(metrics.taskDispatchLatency, { ...dispatched, source: 'DbBacklog' });
  const { namespace_state: _state, worker_version: _version, ...plain } = labels;
  const synchronous = kept.histogram(metrics.syncMatchLatency, { ...plain, operation: `Add${taskType}Task` });
  const asynchronous = kept.histogram(metrics.asyncMatchLatency, {
    ...plain,
    operation: `Poll${taskType}TaskQueue`,
  });
  const waited = kept.histogram(metrics.taskScheduleToStartLatency, {
    ...plain,
    operation: `Record${taskType}TaskStarted`,
    partition: partition === sticky ? sticky : normal,
    service_name: 'history',
  });
  const late = whole(random);
  return (step) => {
    const tasks = step.counts[taken];
    if (tasks === 0) return;
    const throughDatabase = Math.min(tasks, late(tasks * delayed(step)));
    const atOnce = tasks - throughDatabase;
    const wait = Math.max(0.01, step.waiting);
    success.inc(tasks);
    sync.inc(atOnce);
    each(tasks, (times) => {
      pollLatency.observe(Math.min(60, around(5 / Math.max(0.1, step.tasksPerSecond), random)), times);
      waited.observe(around(wait, random), times);
    });
    each(atOnce, (times) => {
      fresh.observe(around(0.003, random), times);
      synchronous.observe(around(0.002, random), times);
    });
    each(throughDatabase, (times) => {
      stored.observe(around(wait, random), times);
      asynchronous.observe(around(wait, random), times);
    });
  };
}

/** What waits, shared out over the partitions. */
function backlogs(kept: Kept): readonly Follow[] {
  return partitions.flatMap((partition, index) =>
    (['Workflow', 'Activity'] as const).map((taskType): Follow => {
      const labels = managed(taskType, partition);
      const count = kept.gauge(metrics.approximateBacklogCount, { ...labels, task_priority: '3' });
      const age = kept.gauge(metrics.approximateBacklogAge, labels);
      const { namespace_state, worker_version: _version, ...plain } = labels;
      const abandoned = kept.counter(metrics.noPollerTasks, {
        ...plain,
        namespace_state,
        operation: `Add${taskType}Task`,
      });
      return (step) => {
        // Who waits for a second is in the backlog; less is the time of a hand-over.
        const waiting = step.waiting < 1 ? 0 : step.backlog[taskType];
        const here = Math.floor((waiting + index) / partitions.length);
        count.set(here);
        age.set(here === 0 ? 0 : step.waiting);
        // With so few workers, some partitions have none left that asks at them.
        const forgotten = starvation(step.conditions) > 0.5 && index > 0 ? step.counts.minute : 0;
        if (forgotten > 0) abandoned.inc(forgotten);
      };
    }),
  );
}

function polls(kept: Kept): Follow {
  const workflow = kept.counter(metrics.pollTimeouts, managed('Workflow', '0'));
  const activity = kept.counter(metrics.pollTimeouts, managed('Activity', '0'));
  // A worker of the server itself asks for tasks of each namespace, and finds none.
  const own = (['Workflow', 'Activity'] as const).map((taskType) =>
    kept.counter(metrics.pollTimeouts, managed(taskType, '0', 'temporal_sys_per_ns_tq')),
  );
  return ({ counts: { emptyWorkflowPoll, emptyActivityPoll, minute } }) => {
    if (emptyWorkflowPoll > 0) workflow.inc(emptyWorkflowPoll);
    if (emptyActivityPoll > 0) activity.inc(emptyActivityPoll);
    if (minute > 0) for (const counter of own) counter.inc(minute);
  };
}

function loaded(kept: Kept): Follow {
  const labels = { namespace, operation: 'MatchingEngine', service_name: 'matching' };
  const workflow = kept.gauge(metrics.loadedTaskQueues, { ...labels, task_type: 'Workflow' });
  const activity = kept.gauge(metrics.loadedTaskQueues, { ...labels, task_type: 'Activity' });
  return () => {
    // The sticky queue is one of a worker, beside the partitions.
    workflow.set(partitions.length + 1);
    activity.set(partitions.length);
  };
}
