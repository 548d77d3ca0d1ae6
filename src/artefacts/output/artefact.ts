import { UserError } from '../../errors/user-error.ts';
import { fold, parents, pathFault, reservedFault } from './paths.ts';

/** One generated file. */
export interface Artefact {
  /** Relative to the output folder, separated by `/`. */
  readonly path: string;
  readonly content: string;
}

interface Claim {
  readonly path: string;
  readonly file: boolean;
}

/**
 * The paths of one build. Two files may not claim the same place, and not by another spelling either: on macOS
 * `A.json` and `a.json` are one file.
 */
export class Claims {
  readonly #claims = new Map<string, Claim>();

  add(path: string): void {
    const fault = pathFault(path) ?? reservedFault(path);
    if (fault !== undefined) {
      throw new UserError(`The path '${path}' of a generated file ${fault}`, {
        next: 'Give the file a relative path below the output folder, such as grafana/dashboards/orders/overview.json.',
      });
    }
    for (const folder of parents(path)) this.#claim({ path: folder, file: false }, path);
    this.#claim({ path, file: true }, path);
  }

  /** What the build puts at this place, whatever the spelling. */
  at(path: string): Claim | undefined {
    return this.#claims.get(fold(path));
  }

  #claim(claim: Claim, wanted: string): void {
    const key = fold(claim.path);
    const earlier = this.#claims.get(key);
    if (earlier === undefined) this.#claims.set(key, claim);
    else if (claim.file || earlier.file || earlier.path !== claim.path) throw twice(earlier, claim, wanted);
  }
}

function twice(earlier: Claim, claim: Claim, wanted: string): UserError {
  const next = 'Give each generated file a path of its own: a dashboard is named after its folder and its uid.';
  if (earlier.path !== claim.path) {
    return new UserError(`'${earlier.path}' and '${claim.path}' differ only in spelling: on macOS they are the same`, {
      details: [`second path: ${wanted}`],
      next,
    });
  }
  return earlier.file && claim.file
    ? new UserError(`Two generated files have the path '${wanted}'`, { next })
    : new UserError(`'${claim.path}' would be a file and a folder`, { details: [`second path: ${wanted}`], next });
}
