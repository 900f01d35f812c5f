import type { EpochMs } from '../../../maths/instants.ts';
import type { SourceStatus } from '../contract.ts';
import type { Source } from '../source.ts';

export interface PullFailure {
  at: EpochMs;
  code: string;
  message: string;
}

/** How the asking of each source went since the start; not kept. */
export class PullLog {
  readonly #failures = new Map<string, { inARow: number; all: number; last: PullFailure | null }>();

  worked(source: string): void {
    const known = this.#of(source);
    known.inARow = 0;
    known.last = null;
  }

  /** How often it has failed in a row now. */
  failed(source: string, failure: PullFailure): number {
    const known = this.#of(source);
    known.inARow += 1;
    known.all += 1;
    known.last = failure;
    return known.inARow;
  }

  /** Failures since the start, and the last one while nothing has worked since; null for a source that was never asked. */
  of(source: string): { failures: number; problem: PullFailure | null } | null {
    const known = this.#failures.get(source);
    return known === undefined ? null : { failures: known.all, problem: known.last };
  }

  #of(source: string): { inARow: number; all: number; last: PullFailure | null } {
    let known = this.#failures.get(source);
    if (known === undefined) {
      known = { inARow: 0, all: 0, last: null };
      this.#failures.set(source, known);
    }
    return known;
  }
}

/** What is told of a source that Waga asks; undefined for others. */
export function pullStatus(log: PullLog, { name, type }: Source): SourceStatus['pull'] {
  if (type !== 'prometheus') return undefined;
  const { failures, problem } = log.of(name) ?? { failures: 0, problem: null };
  return { failures, problem: problem && { ...problem, at: new Date(problem.at).toISOString() } };
}
