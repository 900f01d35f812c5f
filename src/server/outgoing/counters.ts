import type { ProductError } from '../../errors.ts';

/** How often requests for a purpose ended so: `answered`, or `refused` or `failed` with the reason. */
export interface OutgoingCount {
  purpose: string;
  outcome: string;
  count: number;
}

/** Counts what became of the requests since the start; each request counts once, under its end. */
export class OutgoingTally {
  readonly #counts = new Map<string, OutgoingCount>();

  /** `error` is what the request threw, null where it was answered. */
  ended(purpose: string, error: ProductError | null): void {
    const outcome = error === null ? 'answered' : outcomeOf(error);
    const key = `${purpose}\n${outcome}`;
    const known = this.#counts.get(key);
    if (known === undefined) this.#counts.set(key, { purpose, outcome, count: 1 });
    else known.count += 1;
  }

  counters(): OutgoingCount[] {
    return [...this.#counts.values()].map((one) => ({ ...one }));
  }
}

function outcomeOf({ code, details: { reason, kind } }: ProductError): string {
  return code === 'outbound_refused' ? `refused: ${reason}` : `failed: ${kind}`;
}
