import type { OutageRow } from '../../../src/features/outages/outage-contract.ts';

/** Everything that people decide on. What it cost is no part of it: Waga measures that by itself, sometimes while one looks. */
const decidedOn = (outage: OutageRow): unknown[] => {
  const { state, ends, kind, fault, vendor, share, cause, causeKind, summary, excluded, proposal } = outage;
  return [state, ends, kind, fault, vendor, share, cause, causeKind, summary, excluded, proposal];
};

/** Whether who saw the one would decide the same on the other. */
export const isSameToPeople = (seen: OutageRow, now: OutageRow): boolean =>
  JSON.stringify(decidedOn(seen)) === JSON.stringify(decidedOn(now));
