import { z } from 'zod';

/** An exact fraction in lowest terms, with its decimal text cut (never rounded up) at six places: "0.999259". */
export const ExactFraction = z.object({ numerator: z.number().int(), denominator: z.number().int(), text: z.string() });
export type ExactFraction = z.infer<typeof ExactFraction>;

/** exclude: its minutes leave the time that counts; up: they count as up; down: they count as down. */
export const plannedPolicies = ['exclude', 'up', 'down'] as const;
/** bound: unknown time makes the figure a bound; up, down: it counts as such. */
export const unknownPolicies = ['bound', 'up', 'down'] as const;
/** share: a partial outage counts by its share; all-or-nothing: any outage counts whole. */
export const partialPolicies = ['share', 'all-or-nothing'] as const;

/** How an agreement counts; printed with every figure. */
export const CountingPolicy = z.object({
  planned: z.enum(plannedPolicies),
  unknown: z.enum(unknownPolicies),
  partial: z.enum(partialPolicies),
  /** Down-time shorter than this does not count, and is shown for what it is. */
  minimumSeconds: z.number().int().min(0),
});
export type CountingPolicy = z.infer<typeof CountingPolicy>;

export const usualPolicy: CountingPolicy = {
  planned: 'exclude',
  unknown: 'bound',
  partial: 'share',
  minimumSeconds: 0,
};

/**
 * One row of a ledger as availability is reckoned from it. `kind: unknown` is time that nobody measured. Ends are epoch
 * milliseconds, half-open; `detectedFrom`/`detectedTo` are as it was seen and count in the raw figure.
 */
export interface LedgerRow {
  from: number;
  to: number;
  detectedFrom: number;
  detectedTo: number;
  kind: 'planned' | 'unplanned' | 'false-positive' | 'unknown';
  fault: 'own' | 'vendor' | 'both';
  /** Decimal text between "0" and "1". */
  share: string;
  excluded: boolean;
}

/**
 * What was delivered of a period. Seconds that fail by a share are given as exact decimal text where they are no whole number.
 * own + vendor + both is what is down in all; each `…Only` is the availability if nothing else had been down.
 */
export const Availability = z.object({
  /** As seen: every row over its detected times, nothing excluded, nothing unknown taken off. */
  raw: ExactFraction,
  /** By the policy; low and high differ where time is unknown and the policy makes it a bound. */
  adjusted: z.object({ low: ExactFraction, high: ExactFraction }),
  ownOnly: ExactFraction,
  vendorOnly: ExactFraction,
  bothOnly: ExactFraction,
  periodSeconds: z.number(),
  /** Taken out of the time that counts. */
  excludedSeconds: z.number(),
  unmeasuredSeconds: z.number(),
  /** Weighted by the share that failed. */
  downSeconds: z.number(),
  ownDownSeconds: z.number(),
  vendorDownSeconds: z.number(),
  bothDownSeconds: z.number(),
  rawDownSeconds: z.number(),
  /** Down, but shorter than the policy's minimum: not counted above. */
  belowMinimum: z.object({ spells: z.number().int(), seconds: z.number() }),
  /** Outages that counted, on which the interval rests. */
  outages: z.number().int(),
  policy: CountingPolicy,
});
export type Availability = z.infer<typeof Availability>;

/** Whether any of the time that counts was measured, or has an outage on record. */
export const isMeasured = (
  of: Pick<Availability, 'unmeasuredSeconds' | 'periodSeconds' | 'excludedSeconds'>,
): boolean => of.unmeasuredSeconds === 0 || of.unmeasuredSeconds < of.periodSeconds - of.excludedSeconds;
