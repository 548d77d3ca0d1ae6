import { nothing, type Complaint } from '../rule.ts';
import type { Panel } from '../subject.ts';

/** A panel without a title or a description: a viewer has to guess what its numbers are. */
export function undescribed({ title, description }: Panel): readonly Complaint[] {
  if (title.trim() !== '' && description.trim() !== '') return nothing;
  const missing = [...(title.trim() === '' ? ['title'] : []), ...(description.trim() === '' ? ['description'] : [])];
  return [
    {
      problem: `it has no ${missing.join(' and no ')}, so a viewer has to guess what it shows`,
      next: `give it a ${missing.join(' and a ')} that says what is drawn and when it is good.`,
    },
  ];
}
