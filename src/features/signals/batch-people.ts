import type { EpochMs } from '../../maths/instants.ts';
import type { Passed } from '../../stores/measurements/measurements.ts';
import { DistinctHashes } from './distinct-hashes.ts';

/** Who passed which step with which outcome in which minute, each once in a batch however many rows say so. */
export class BatchPeople {
  readonly #passes = new Map<string, Omit<Passed, 'users'> & { users: DistinctHashes }>();

  /** The pseudonyms of those who did, to be added to. */
  of(process: string, step: string, outcome: string, at: EpochMs): DistinctHashes {
    // names of processes and steps hold no line feed
    const key = `${at}\n${process}\n${step}\n${outcome}`;
    let known = this.#passes.get(key);
    if (known === undefined) {
      known = { process, step, outcome, at, users: new DistinctHashes() };
      this.#passes.set(key, known);
    }
    return known.users;
  }

  columns(): Passed[] {
    return [...this.#passes.values()].map((pass) => ({ ...pass, users: pass.users.values() }));
  }
}
