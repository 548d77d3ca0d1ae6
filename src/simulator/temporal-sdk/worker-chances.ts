import { Occasional, type Draw } from './chance.ts';

export type WorkerChances = ReturnType<typeof workerChances>;

/** All that happens to a worker now and then, each by a chance of its own. */
export function workerChances(random: Draw) {
  const next = () => new Occasional(random);
  return {
    nonDeterministic: next(),
    taskFailed: next(),
    continued: next(),
    evicted: next(),
    missed: next(),
    localFailed: next(),
    localCancelled: next(),
    late: next(),
    refused: next(),
    emptyWorkflowPolls: next(),
    emptyActivityPolls: next(),
    pollFailed: next(),
    pollRefused: next(),
    unregistered: next(),
    activityError: next(),
    localError: next(),
  };
}
