/** Work on many things, so many at a time. */

/**
 * What the task makes of each, in the order given. The first error ends it: what is under way is waited for, nothing
 * more is begun.
 * @param limit how many at once, at least 1
 */
export async function atOnce<In, Out>(
  items: readonly In[],
  limit: number,
  task: (item: In) => Promise<Out>,
): Promise<readonly Out[]> {
  const results: (readonly [number, Out])[] = [];
  const errors: unknown[] = [];
  const waiting = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) {
      try {
        results.push([index, await task(item)]);
      } catch (error) {
        errors.push(error);
      }
      if (errors.length > 0) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (errors.length > 0) throw errors[0];
  return results.sort(([one], [other]) => one - other).map(([, result]) => result);
}
