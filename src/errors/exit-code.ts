/** Exit codes of every command. */
export const exitCode = {
  done: 0,
  /** Differences or findings. */
  findings: 1,
  /** Usage, configuration or definitions that cannot work. */
  usage: 2,
  /** Authentication or permission. */
  permission: 3,
  /** Partly done, or a server that does not answer; what was done is listed. */
  partial: 4,
  interrupted: 5,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
