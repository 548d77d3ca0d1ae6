/** The pages of the Temporal SDKs against the recordings of real ones. */
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/metrics/catalogue.ts';
import { parseExposition, type ExpositionFamily } from '../../src/metrics/exposition.ts';
import { temporalProfiles, type TemporalProfileName } from '../../src/metrics/temporal-profiles.ts';
import { Instruments } from '../../src/simulator/exposition/instruments.ts';
import { page } from '../../src/simulator/exposition/write.ts';
import { ClientSdk } from '../../src/simulator/temporal-sdk/client.ts';
import { WorkerSdk } from '../../src/simulator/temporal-sdk/worker.ts';
import { familiesOf, recordings } from '../metrics/recordings.ts';
import { play, seeded, usual } from './temporal-orders.ts';

async function warm(profile: TemporalProfileName, seed = 1) {
  const worker = new Instruments('order_processing_worker');
  const api = new Instruments('order_processing_api');
  const options = { catalogue: catalogue(temporalProfiles[profile]), conditions: () => usual };
  const parts = [
    new WorkerSdk({ ...options, page: worker, random: seeded(seed) }),
    new ClientSdk({ ...options, page: api, random: seeded(seed + 1) }),
  ];
  play(parts, seeded(seed + 2), () => usual, { from: 1_800_000_000, seconds: 1800 });
  return {
    worker: page(await worker.families(), 'text'),
    api: page(await api.families(), 'text'),
  };
}

describe.each(['go-tally', 'core', 'core-suffixed'] as const)('%s', (profile) => {
  it('prints', async () => {
    const { worker, api } = await warm(profile);
    const f = new Map(parseExposition(worker).map((x) => [x.name, x]));
    const rec = recordings.find((r) => r.file === `temporal-sdk-${profile}.txt`)!;
    console.log([...familiesOf(rec).keys()].filter((k) => !f.has(k)), [...f.keys()].filter((k) => !familiesOf(rec).has(k)));
    console.log(worker.split('\n').filter((l) => !/_bucket|^#/.test(l)).join('\n'), api.split('\n').filter((l) => !/_bucket|^#/.test(l)).join('\n'));
  });
});
