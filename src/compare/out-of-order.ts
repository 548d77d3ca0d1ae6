/** Which of the numbers must be moved so that the others rise: as few as can be. */
export function outOfOrder(numbers: readonly number[]): ReadonlySet<number> {
  // For each length, the smallest number that a rising sequence of that length ends with, and what came before each.
  const ends: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const number of numbers) {
    let at = ends.findIndex((end) => end > number);
    if (at < 0) at = ends.length;
    previous.set(number, ends[at - 1]);
    ends[at] = number;
  }
  const moved = new Set(numbers);
  for (let number = ends.at(-1); number !== undefined; number = previous.get(number)) moved.delete(number);
  return moved;
}
