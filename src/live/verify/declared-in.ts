/** From a list of what may be empty to the question that verify asks of each query. */
import type { DeclaredEmpty } from '../../dashboard/declared-empty.ts';
import type { DeclaredEmptiness } from './dashboard.ts';

/** What a list says of the queries of one dashboard. */
export function declaredIn(declared: readonly DeclaredEmpty[], uid: string): DeclaredEmptiness {
  const own = declared.filter(({ dashboard }) => dashboard === uid);
  return (place) => {
    const found = own.find((one) =>
      'annotation' in place
        ? 'annotation' in one && one.annotation === place.annotation
        : 'panel' in one && one.panel === place.panel && one.query === place.query,
    );
    return found === undefined ? undefined : { reason: found.reason, filledBy: found.filledBy };
  };
}
