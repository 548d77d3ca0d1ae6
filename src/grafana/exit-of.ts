import { exitCode, type ExitCode } from '../errors/exit-code.ts';
import type { Applied } from './outcome.ts';

/** 0 where Grafana is as the code says; what is kept because the code no longer has it, is no difference. */
export function exitOf({ plan, folders, dashboards, retired, emptied, stopped }: Applied): ExitCode {
  if (stopped === 'interrupted') return exitCode.interrupted;
  const outcomes = [...folders, ...dashboards, ...retired, ...emptied].map(({ outcome }) => outcome);
  const isWhole = outcomes.every(({ kind }) => kind === 'done' || kind === 'nothing');
  if (isWhole && plan.unusable.length === 0) return exitCode.done;
  const isWritten = outcomes.some(({ kind }) => kind === 'done');
  const isRefused = outcomes.some((outcome) => outcome.kind === 'failed' && outcome.permission);
  return !isWritten && isRefused ? exitCode.permission : exitCode.partial;
}
