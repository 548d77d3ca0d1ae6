import type { DashboardRule } from '../rule.ts';

/** Source: Grafana's `IsValidShortUID` and its limit of 40 characters. */
const valid = /^[a-zA-Z0-9_-]{1,40}$/;

/** A uid that Grafana does not take, or draws itself. */
export const uidForm: DashboardRule = {
  scope: 'dashboard',
  *check({ uid }) {
    if (valid.test(uid)) return;
    yield uid === ''
      ? {
          problem: 'it has no uid, so that each Grafana draws another one and no link to it holds',
          next: 'give it a uid: at most 40 of a-z, A-Z, 0-9, - and _.',
        }
      : {
          problem: `Grafana does not take the uid "${uid}"`,
          next: 'use at most 40 of a-z, A-Z, 0-9, - and _.',
        };
  },
};
