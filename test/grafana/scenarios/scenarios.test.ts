/** What a push does, as stories: the same on the double and on a real Grafana. */
import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { startGrafanaDouble } from '../../support/grafana-double/index.ts';
import { small } from '../../support/grafana-program.ts';
import { hasRealGrafana, realGrafana } from '../../support/real-grafana.ts';
import { cost } from './cost.ts';
import { firstContact } from './first-contact.ts';
import { folders } from './folders.ts';
import { program } from './program.ts';
import { retired } from './retired.ts';
import { threeWay } from './three-way.ts';
import { World } from './world.ts';

const provisioned = { ...small('of-a-file'), refresh: '1h' };

const servers = [
  {
    name: 'the double',
    real: false,
    hasProvisioned: true,
    missing: undefined,
    start: async () => {
      const double = await startGrafanaDouble();
      return World.of(double, { double, provisioned: provisioned.uid });
    },
  },
  {
    name: 'a real Grafana',
    real: true,
    hasProvisioned: process.env['GRAFANA_URL'] === undefined,
    missing: hasRealGrafana() ? undefined : 'install grafana and put it on the path',
    start: async () => World.of(await realGrafana([provisioned]), { double: undefined, provisioned: provisioned.uid }),
  },
];

for (const { name, real, hasProvisioned, missing, start } of servers) {
  describe(name, () => {
    beforeEach(({ skip }) => skip(missing !== undefined, missing));
    let here: World | undefined;
    const world = (): World => {
      if (here === undefined) throw new Error('it did not start');
      return here;
    };
    beforeAll(async () => {
      if (missing === undefined) here = await start();
    }, 150_000);
    afterAll(() => here?.grafana.stop());
    beforeEach(async () => {
      await world().grafana.reset();
      world().double?.provision({ content: provisioned });
    });
    threeWay(world, real);
    firstContact(world, hasProvisioned);
    folders(world);
    retired(world, real);
    cost(world);
    program(world);
  });
}
