import { print } from '../../promql/print.ts';
import { strangers } from '../../promql/strangers.ts';
import { divisions } from '../promql/division.ts';
import type { QueryRule } from '../rule.ts';

/** A ratio by job or instance whose sides come from different jobs, so that no part ever meets its whole. */
export const ratioAcrossJobs: QueryRule = {
  scope: 'query',
  *check(query) {
    for (const { node: division, part, whole } of divisions(query)) {
      const apart = strangers(part, whole, division.matching);
      if (apart === undefined) continue;
      const { labels, ofPart, ofWhole } = apart;
      yield {
        problem: `${print(part)} and ${print(whole)} never meet: ${ofPart.join(', ')} exposes the one and ${ofWhole.join(', ')} the other, and both sides keep ${labels.join(' and ')}`,
        next: 'sum both by a label that they share: sum by (environment) (…).',
      };
    }
  },
};
