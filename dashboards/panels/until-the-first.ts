/** Why panels about rare events may be empty. */
import type { MayBeEmpty } from '../../src/policy/incidents.ts';

/** Unlike the application, Temporal's SDKs show a counter from its first count on. */
export const untilTheFirst: MayBeEmpty = {
  reason: 'none has happened since the processes started, and the SDK shows a counter from its first count on',
  filledBy: 'traffic',
};
