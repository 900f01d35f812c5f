import type { HourQueries } from '../hour-totals.ts';

/** What reports ask of the hours. Nothing is kept yet, so nothing was measured that it could tell of. */
export function hourQueries(): HourQueries {
  return {
    totals: async () => new Map(),
    hours: async () => [],
    unmeasured: async () => [],
    unmeasuredOfAll: async () => new Map(),
  };
}
