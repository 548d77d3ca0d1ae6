/** What must hold of every push over HTTP, whatever went wrong: the server's own state is held against what was told. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { contentHash } from '../../../src/compare/content-hash.ts';
import { exitCode } from '../../../src/errors/exit-code.ts';
import { readMarker } from '../../../src/grafana/marker.ts';
import type { Outcome } from '../../../src/grafana/outcome.ts';
import type { FolderStep } from '../../../src/grafana/plan.ts';
import { object, type Json } from '../../../src/lint/read/json.ts';
import { contentOf } from '../../support/grafana-double/save.ts';
import type { Dashboard, Folder } from '../../support/grafana-double/state.ts';
import { copyOf, limit, shapeOf, type Bench, type Shape, type State, type Told } from './bench.ts';

export interface Allowed {
  /** Whether the server could not be asked after a write whose answer was lost. */
  readonly unsure?: boolean;
  /** Whether a person had a hand in it meanwhile. */
  readonly people?: boolean;
  /** What is no longer ours to change, by uid. */
  readonly except?: readonly string[];
  /** Whether a push may be done and leave something that another one does. */
  readonly other?: boolean;
}

/** @param before as it was when the push began */
function expectTruth(bench: Bench, before: State, told: Told, { unsure = false, people = false }: Allowed = {}) {
  const { double } = bench;
  const { applied, exit, waited } = told;
  expect(waited, 'it waits no longer than it may').toBeLessThanOrEqual(limit);
  if (applied === undefined) {
    expect(exit, 'what cannot be planned is no success').not.toBe(exitCode.done);
    expect(double.writes(), 'nothing is written without a plan').toEqual([]);
    return;
  }
  const expectTold = (what: string, outcome: Outcome, isDone: boolean): void => {
    if (outcome.kind === 'unsure') expect(unsure, `${what} could be known: ${outcome.reason}`).toBe(true);
    else expect(outcome.kind === 'done', `${what} is told as ${JSON.stringify(outcome)}`).toBe(isDone);
  };
  for (const { step, outcome } of applied.folders) {
    if (step.kind === 'delete' || step.kind === 'leave') continue;
    const { uid } = step.folder;
    const is = double.state.folders.get(uid);
    const was = before.folders.get(uid);
    // A folder has no history: nobody can tell what it was before somebody else changed it.
    if (is?.updatedBy === 'alice' || was?.updatedBy === 'alice') continue;
    expectTold(uid, outcome, is !== undefined && isAs(step, is));
    if (outcome.kind === 'left' || outcome.kind === 'failed') expect(is).toEqual(was);
  }
  for (const { step, outcome } of applied.dashboards) {
    const { uid } = step.dashboard;
    const ours = newerOf(before, double.state, uid).filter(({ by }) => by === bench.us);
    expect(ours.length, `${uid} is not written twice`).toBeLessThanOrEqual(1);
    const isDeleted = people && !double.state.dashboards.has(uid);
    if (!isDeleted) expectTold(uid, outcome, ours.length === 1);
    for (const { message } of ours) expect(readMarker(message)?.hash).toBe(contentHash(step.dashboard.content));
  }
  for (const { step, outcome } of applied.retired) {
    if (step.kind === 'delete') expectTold(step.uid, outcome, !double.state.dashboards.has(step.uid));
  }
  for (const { step, outcome } of applied.emptied) {
    expectTold(step.stored.uid, outcome, !double.state.folders.has(step.stored.uid));
  }
  expectExit(told);
  expectNothingTwice(double.state);
}

function expectExit({ applied, exit }: Told): void {
  if (applied === undefined) return;
  const { folders, dashboards, retired, emptied, stopped } = applied;
  const outcomes = [...folders, ...dashboards, ...retired, ...emptied].map(({ outcome }) => outcome);
  const isWhole = outcomes.every(({ kind }) => kind === 'done' || kind === 'nothing');
  const isRefused = outcomes.some((outcome) => outcome.kind === 'failed' && outcome.permission);
  const isWritten = outcomes.some(({ kind }) => kind === 'done');
  if (isWhole) expect(exit).toBe(exitCode.done);
  else if (stopped === 'interrupted') expect(exit).toBe(exitCode.interrupted);
  else expect(exit).toBe(isRefused && !isWritten ? exitCode.permission : exitCode.partial);
}

function isAs({ kind, folder }: Extract<FolderStep, { folder: object }>, is: Folder): boolean {
  const { title, parentUid = '' } = folder;
  return (kind === 'move' || is.title === title) && (kind === 'rename' || is.parentUid === parentUid);
}

/** All of what was made anew. */
function newerOf({ dashboards }: State, after: State, uid: string): Dashboard['versions'] {
  const was = dashboards.get(uid);
  const is = after.dashboards.get(uid);
  const last = was?.id === is?.id ? (was?.versions.at(-1)?.version ?? 0) : 0;
  return is?.versions.filter(({ version }) => version > last) ?? [];
}

/** No two versions of ours in a row have the same content. */
function expectNothingTwice({ dashboards }: State): void {
  for (const { uid, versions } of dashboards.values()) {
    const marks = versions.map(({ message }) => readMarker(message));
    for (const [index, mark] of marks.entries()) {
      if (mark !== undefined) expect(marks[index - 1], `${uid} is not written twice`).not.toEqual(mark);
    }
  }
}

/** What people saved, as far as a state shows it: by uid and content. */
function savedByPeople({ us }: Bench, { dashboards }: State): ReadonlySet<string> {
  return new Set(
    [...dashboards.values()].flatMap(({ uid, versions }) =>
      versions.filter(({ by }) => by !== us).map((version) => key(contentOf(uid, version))),
    ),
  );
}

/** Each content that a person saved is what the server has, or in a backup, or another person saved over it. */
function expectNothingLost({ double, us }: Bench, saved: ReadonlySet<string>, backups: readonly string[]): void {
  const kept = new Set([
    ...[...double.state.dashboards.values()].flatMap(({ uid, versions }) =>
      versions.filter((_, index) => versions[index + 1]?.by !== us).map((version) => key(contentOf(uid, version))),
    ),
    ...backups.flatMap(textsIn).map((text) => key(object(object(JSON.parse(text))['dashboard']))),
  ]);
  for (const one of saved) expect(kept.has(one), `it is lost: ${one}`).toBe(true);
}

function key(content: Json): string {
  return JSON.stringify(Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Of all files in a folder. */
function textsIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}

/**
 * What must hold after a push with which something went wrong; then, where something is left to be done, after one with
 * which nothing does: all is as the code says.
 * @param saved by people
 */
export async function expectWhole(
  bench: Bench,
  told: Told,
  saved: readonly Json[],
  allowed: Allowed = {},
): Promise<void> {
  const { double, before, final, token } = bench;
  const all = new Set([...savedByPeople(bench, before), ...saved.map(key)]);
  expectTruth(bench, before, told, allowed);
  expectNothingLost(bench, all, [told.backup]);
  expect([...told.shown, ...textsIn(told.backup)].join('\n')).not.toContain(token);
  const shape = (state: Shape): Shape => without(state, allowed.except ?? []);
  const isFinal = (): boolean => JSON.stringify(shape(shapeOf(double.state))) === JSON.stringify(shape(final));
  if (told.exit === exitCode.done && allowed.people !== true && allowed.other !== true) expect(isFinal()).toBe(true);
  if (isFinal()) return;
  await bench.calm();
  const then = copyOf(double.state);
  const again = await bench.push();
  expect(again.exit, `the next push does the rest:\n${again.shown.join('\n')}`).toBe(exitCode.done);
  expectTruth(bench, then, again);
  expectNothingLost(bench, all, [told.backup, again.backup]);
  expect(shape(shapeOf(double.state))).toEqual(shape(final));
}

function without({ dashboards, folders }: Shape, uids: readonly string[]): Shape {
  const rest = <Of>(all: Readonly<Record<string, Of>>) =>
    Object.fromEntries(Object.entries(all).filter(([uid]) => !uids.includes(uid)));
  return { dashboards: rest(dashboards), folders: rest(folders) };
}
