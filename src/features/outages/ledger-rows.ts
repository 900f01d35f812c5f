import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { LedgerRow } from './availability.ts';
import { endsOf, type Outage } from './outage.ts';

export interface RowsOptions {
  /** From which figure an exclusion counts: that of the process itself, or the global one. */
  scope: 'process' | 'global';
  /** Where an outage ends, for now, that lasts. */
  until: EpochMs;
}

/**
 * The rows from which availability is reckoned: of every outage but the removed ones, as its ends count now, and of time that
 * nobody measured. An outage that had not begun `until` then and whose end nobody knows gives none.
 */
export function rowsOf(outages: readonly Outage[], unmeasured: readonly Interval[], options: RowsOptions): LedgerRow[] {
  return [...outages.flatMap((outage) => rowOf(outage, options) ?? []), ...unmeasured.map(unknownRow)];
}

/** The row of one outage; null where it counts nowhere. */
export function rowOf(outage: Outage, { scope, until }: RowsOptions): LedgerRow | null {
  if (outage.state === 'removed') return null;
  const { detected, kind, fault, share, excluded } = outage;
  const ends = endsOf(outage);
  const to = ends.to ?? until;
  if (to <= ends.from) return null;
  return {
    ...{ from: ends.from, to, kind, fault, share },
    detectedFrom: detected.from,
    detectedTo: Math.max(detected.from, detected.to ?? until),
    excluded: scope === 'process' ? excluded.fromProcess : excluded.fromGlobal,
  };
}

const unknownRow = ({ from, to }: Interval): LedgerRow => ({
  ...{ from, to, detectedFrom: from, detectedTo: to },
  ...{ kind: 'unknown', fault: 'own', share: '1', excluded: false },
});
