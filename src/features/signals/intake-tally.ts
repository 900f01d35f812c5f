import type { EpochMs } from '../../maths/instants.ts';

/** The ways in. A number of rows stands under the way it came by and the source it spoke for. */
export const entrances = [
  'events',
  'import',
  'otlp-metrics',
  'otlp-traces',
  'otlp-logs',
  'remote-write',
  'pull',
  'changes',
  'alertmanager',
] as const;
export type Entrance = (typeof entrances)[number];

export interface Tally {
  entrance: Entrance;
  source: string;
  accepted: number;
  duplicate: number;
  /** By code: how often, and when last. */
  refused: Map<string, { count: number; lastAt: EpochMs }>;
}

export interface Taking {
  entrance: Entrance;
  source: string;
  at: EpochMs;
  accepted?: number;
  duplicate?: number;
  /** The rows refused, or a number of them under a code. */
  refused?: readonly { code: string; count?: number }[];
}

/**
 * Counts rows by entrance and source since the start, for the health page and the metrics. Bounded: entrances and codes
 * are closed lists, sources are those of the catalogue.
 */
export class IntakeTally {
  readonly #tallies = new Map<string, Tally>();

  /** Adds what one request brought, after it was answered for good. */
  note({ entrance, source, at, accepted = 0, duplicate = 0, refused = [] }: Taking): void {
    const tally = this.#tallyOf(entrance, source);
    tally.accepted += accepted;
    tally.duplicate += duplicate;
    for (const { code, count = 1 } of refused) {
      const before = tally.refused.get(code)?.count ?? 0;
      if (count > 0) tally.refused.set(code, { count: before + count, lastAt: at });
    }
  }

  all(): readonly Tally[] {
    return [...this.#tallies.values()];
  }

  #tallyOf(entrance: Entrance, source: string): Tally {
    const key = `${entrance} ${source}`;
    let tally = this.#tallies.get(key);
    if (tally === undefined) {
      tally = { entrance, source, accepted: 0, duplicate: 0, refused: new Map() };
      this.#tallies.set(key, tally);
    }
    return tally;
  }
}
