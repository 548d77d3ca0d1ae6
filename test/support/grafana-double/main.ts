/** The double as a process of its own: prints its address as JSON, and serves until its input ends. */
import { object } from '../../../src/lint/read/json.ts';
import { startGrafanaDouble } from './index.ts';

/** Milliseconds that a save, a read and a page take, as JSON: `{"pace": {"save": 5}}`. */
const { pace } = object(JSON.parse(process.argv[2] ?? '{}'));
const milliseconds = (name: string): number => Number(object(pace)[name] ?? 0);
const double = await startGrafanaDouble({
  pace: { save: milliseconds('save'), read: milliseconds('read'), page: milliseconds('page') },
});
process.stdout.write(`${JSON.stringify({ url: double.url, ...double.admin, token: double.tokenOf('Editor') })}\n`);
process.stdin.resume().once('end', () => void double.stop());
