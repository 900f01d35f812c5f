import type { EpochMs } from '../../maths/instants.ts';

/** What is read by code written for speed, with the library behind it. */
export const fastReaders = ['events', 'otlp-metrics', 'otlp-traces'] as const;
export type FastReader = (typeof fastReaders)[number];

/** How often a fast reader failed since the start, and when last. */
export interface FaultCount {
  reader: FastReader;
  count: number;
  lastAt: EpochMs | null;
}

/** Beyond so many kinds no more are told; they are counted all the same. */
const mostKinds = 100;

/**
 * Faults of the readers that are written for speed: exceptions nobody foresaw, after which the library reads the same body. Each is
 * counted; each kind (reader, class, place) is told once, so that a sender who meets it a thousand times a second fills no log.
 */
export class ReaderFaults {
  readonly #now: () => EpochMs;
  readonly #tell: (reader: FastReader, error: unknown) => void;
  readonly #told = new Set<string>();
  readonly #counts = new Map<FastReader, FaultCount>();

  constructor(now: () => EpochMs, tell: (reader: FastReader, error: unknown) => void) {
    this.#now = now;
    this.#tell = tell;
    for (const reader of fastReaders) this.#counts.set(reader, { reader, count: 0, lastAt: null });
  }

  note(reader: FastReader, error: unknown): void {
    const kept = this.#counts.get(reader)!;
    this.#counts.set(reader, { reader, count: kept.count + 1, lastAt: this.#now() });
    const kind = `${reader} ${kindOf(error)}`;
    if (this.#told.has(kind) || this.#told.size >= mostKinds) return;
    this.#told.add(kind);
    this.#tell(reader, error);
  }

  /** Of every reader, those without a fault too. */
  all(): FaultCount[] {
    return [...this.#counts.values()];
  }
}

/** The class of an error and where it was thrown; never its message, which may hold what was sent. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = /^\s+at .*$/m.exec(error.stack ?? '')?.[0].trim() ?? '';
  return `${error.name} ${place}`;
}
