import { describe, expect, it } from 'vitest';
import { planJson } from '../../../src/grafana/report/plan-json.ts';
import { planText } from '../../../src/grafana/report/plan-text.ts';
import { columnsOf } from '../../../src/text/columns.ts';
import { dashboard, everything, facts, folders, none, placeOf, plan, retired, steps, stored } from './plans.ts';

describe('planText', () => {
  it.each([60, 80, 120])('has everything within %i columns', async (width) => {
    const text = planText(everything, { width, placeOf, flags: ' --env staging' });
    for (const line of text.split('\n')) expect(columnsOf(line), line).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`golden/plan-${width}.txt`);
  });

  it('lists nothing where nothing is to be done, unless all is asked for', () => {
    const calm = plan({ dashboards: [steps.leave] });
    expect(planText(calm)).toBe('Dashboards: 1 unchanged\n');
    expect(planText(calm, { all: true })).toMatch(/^Folders\n= Order processing .*\n\nDashboards\n= Database /);
  });

  it('is not broken where nobody reads it on a terminal', () => {
    const long = 'word '.repeat(60).trim();
    const text = planText(plan({ dashboards: [{ kind: 'impossible', dashboard: dashboard('A'), reason: long }] }));
    expect(text).toContain(`    ${long}\n`);
  });

  it.each([
    ['edited', 'Next: dashboards pull op-shipping --env staging, bring the edit into the code'],
    ['moved', 'Next: name that folder in the code; or push --force'],
    ['unknown', 'Next: dashboards diff op-queue --env staging; push --adopt'],
  ] as const)('says what to do with a conflict: %s', (kind, next) => {
    expect(planText(plan({ dashboards: [steps[kind]] }), { flags: ' --env staging' })).toContain(next);
  });

  it.each([
    ['the title', { parentUid: undefined }, false, 'Next: give it that title in the code as well; or push --force'],
    ['its place', { parentUid: 'team' }, false, 'Next: say in the code that it is there; or push --force'],
    ['no way out but the code', { parentUid: 'team' }, true, 'Next: give it another parent in the code.'],
  ])('says what to do with a folder that differs in %s', (_, more, isStuck, next) => {
    const stored = {
      uid: 'op',
      title: 'Other',
      version: 2,
      updatedBy: 'anna',
      updated: '2026-11-22T10:14:00Z',
      ...more,
    };
    const folder = { uid: 'op', title: 'Orders', parentUid: undefined, from: 'dashboards.config.yaml:12' };
    const text = planText(plan({ folders: [{ kind: 'conflict', folder, stored, reason: 'x', isStuck }] }));
    expect(text).toContain(next);
  });

  it('says why an edit of somebody else is no conflict', () => {
    const known = { ...steps.update, known: '1a2b3c4d5e6f' };
    expect(planText(plan({ dashboards: [known] }))).toContain('    Grafana has what the code said in 1a2b3c4d5e6f\n');
    expect(planText(plan({ dashboards: [steps.update] }))).not.toContain('Grafana has');
    expect(JSON.parse(planJson(plan({ dashboards: [known, steps.update] }), facts, placeOf))).toMatchObject({
      dashboards: [
        { action: 'update', known: '1a2b3c4d5e6f' },
        expect.not.objectContaining({ known: expect.anything() }),
      ],
    });
  });

  it('says who edited it last, and how many before', () => {
    expect(planText(plan({ dashboards: [steps.edited] }))).toContain(
      'by anna, 2026-11-22 10:14 UTC (version 7, after 1 other save)',
    );
  });

  it('says what --force takes away, and whose it was', () => {
    expect(planText(plan({ dashboards: [steps.forced] }))).toContain(
      'overwrites the edit of anna, bert, 2026-11-22 10:14 UTC (version 7):\n',
    );
  });

  it.each([
    [{ kind: 'file', source: undefined }, 'provisioned from a file of the server'],
    [{ kind: 'file', source: 'orders.json' }, 'provisioned from orders.json'],
    [{ kind: 'tool', name: 'terraform', id: undefined }, 'managed by terraform'],
    [{ kind: 'plugin', id: 'k8s-app' }, 'belongs to a plugin (k8s-app)'],
  ] as const)('names who manages it: %o', (manager, words) => {
    expect(planText(plan({ dashboards: [{ kind: 'managed', dashboard: dashboard('Hosts'), manager }] }))).toContain(
      words,
    );
  });

  it('shows a few lines of a large difference, and all of it when asked', () => {
    const panels = Array.from({ length: 40 }, (_, id) => ({
      kind: 'added' as const,
      panel: { id, title: `Panel ${id}`, type: 'stat' },
      row: undefined,
    }));
    const conflict = { ...steps.edited, difference: { ...none, panels } };
    const shown = (all: boolean) =>
      planText(plan({ dashboards: [conflict] }), { all })
        .split('\n')
        .filter((line) => line.includes('Panel ')).length;
    expect(shown(false)).toBe(12);
    expect(planText(plan({ dashboards: [conflict] }))).toContain('and 28 more lines; dashboards diff has all');
    expect(shown(true)).toBe(40);
  });

  it('names folders by their titles, and the root as Grafana does', () => {
    const moved = {
      ...steps.move,
      dashboard: dashboard('Carts', { folderUid: undefined }),
      stored: stored(dashboard('Carts')),
      movedFrom: { folderUid: 'op' },
    };
    expect(planText(plan({ dashboards: [moved] }))).toContain('> Carts  Dashboards  from the folder Order processing');
  });
});

describe('planJson', () => {
  it('has every step with what belongs to it', async () => {
    await expect(planJson(everything, facts, placeOf)).toMatchFileSnapshot('golden/plan.json');
  });

  it.each([
    ['what is as it should be', plan({ dashboards: [steps.leave] }), true],
    ['a retired one that is kept', plan({ retired: [retired.keep] }), true],
    ['a change', plan({ dashboards: [steps.create] }), false],
    ['a conflict', plan({ dashboards: [steps.edited] }), false],
    ['what others manage', plan({ dashboards: [steps.managed] }), false],
    ['a folder', plan({ folders: [folders.create] }), false],
    ['a deletion', plan({ retired: [retired.delete] }), false],
    ['a file that cannot be pushed', plan({ unusable: [{ file: 'a.json', reason: 'is empty' }] }), false],
  ])('ok, for %s: %o', (_, made, ok) => {
    expect(JSON.parse(planJson(made, facts, placeOf))).toMatchObject({ ok });
  });
});
