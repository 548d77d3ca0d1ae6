/** The candidate that a mistyped name most likely means; none where all are too far off. */
export function nearest(wrong: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  // A third of the letters may be wrong, and never fewer than two.
  let least = Math.max(2, Math.floor(wrong.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wrong.length) >= least) continue;
    const distance = editDistance(wrong, candidate);
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best;
}

/** The end of a sentence about an unknown name, without a full stop: the known name that it may mean, if any. */
export function orNearest(meant: string | undefined): string {
  return meant === undefined ? '' : `; nearest: ${meant}`;
}

/** The same as a question, with the full stop of the sentence where there is nothing to ask. */
export function didYouMean(meant: string | undefined): string {
  return meant === undefined ? '.' : `; did you mean ${meant}?`;
}

/** Levenshtein's distance: insertions, deletions and exchanges of one letter. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const exchange = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(exchange, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
