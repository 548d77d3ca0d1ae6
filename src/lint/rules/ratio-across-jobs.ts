import { print } from '../../promql/print.ts';
import { strangers } from '../../promql/strangers.ts';
import { ratioRule } from '../support/ratio-rule.ts';

/** A ratio by job or instance whose sides come from different jobs, so that no part ever meets its whole. */
export const ratioAcrossJobs = ratioRule(({ node: { matching }, part, whole }) => {
  const apart = strangers(part, whole, matching);
  if (apart === undefined) return undefined;
  const { labels, ofPart, ofWhole } = apart;
  return {
    problem: `${print(part)} and ${print(whole)} never meet: ${ofPart.join(', ')} exposes the one and ${ofWhole.join(', ')} the other, and both sides keep ${labels.join(' and ')}`,
    next: 'sum both by a label that they share: sum by (environment) (…).',
  };
});
