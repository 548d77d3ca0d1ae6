/**
 * The double as a process of its own: prints its address as JSON, and serves until its input ends. For each line that
 * comes in it prints how many requests and writes there were since the line before, and forgets them.
 */
import { createInterface } from 'node:readline';
import { object } from '../../../src/lint/read/json.ts';
import { startGrafanaDouble } from './index.ts';

/** Milliseconds that a save, a read and a page take, and how long a page is, as JSON: `{"pace":{"save":5},"pageBytes":9}`. */
const { pace, pageBytes } = object(JSON.parse(process.argv[2] ?? '{}'));
const milliseconds = (name: string): number => Number(object(pace)[name] ?? 0);
const double = await startGrafanaDouble({
  pace: { save: milliseconds('save'), read: milliseconds('read'), page: milliseconds('page') },
  ...(typeof pageBytes === 'number' ? { pageBytes } : {}),
});
print({ url: double.url, ...double.admin, token: double.tokenOf('Editor') });
createInterface(process.stdin)
  .on('line', () => {
    print({ requests: double.requests.length, writes: double.writes().length });
    double.clearRequests();
  })
  .once('close', () => void double.stop());

function print(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
