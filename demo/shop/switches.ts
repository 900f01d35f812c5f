import { type Failure, failures } from '../model/failures.ts';

/** Which failures are on, and since when (epoch milliseconds). The services look at it on every request. */
export interface Switches {
  on(failure: Failure): boolean;
  set(failure: Failure, on: boolean, at: number): void;
  list(): { name: Failure; title: string; does: string; shows: string; on: boolean; since: string | null }[];
}

export function switches(): Switches {
  const since = new Map<Failure, number>();
  return {
    on: (failure) => since.has(failure),
    set(failure, on, at) {
      if (!on) since.delete(failure);
      else if (!since.has(failure)) since.set(failure, at);
    },
    list: () =>
      failures.map((failure) => {
        const at = since.get(failure.name);
        return { ...failure, on: at !== undefined, since: at === undefined ? null : new Date(at).toISOString() };
      }),
  };
}
