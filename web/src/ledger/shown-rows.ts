import type { LedgerRow } from '../../../src/features/outages/availability.ts';
import type { LedgerAnswer, OutageRow } from '../../../src/features/outages/outage-contract.ts';
import type { EpochMs } from '../../../src/maths/instants.ts';

type Counted = Pick<OutageRow, 'state' | 'ends' | 'detected' | 'kind' | 'fault' | 'share' | 'excluded'>;

/**
 * Outages as their subject's own figures count them: removed ones not at all, lasting ones until `until`. `unmeasured` are the rows of
 * what nobody saw.
 */
export function ledgerRows(
  outages: readonly Counted[],
  unmeasured: LedgerAnswer['unmeasured'],
  until: EpochMs,
): LedgerRow[] {
  const counted = outages.flatMap((outage): LedgerRow[] => {
    if (outage.state === 'removed') return [];
    const [from, to] = [Date.parse(outage.ends.from), endOf(outage.ends.to, until)];
    const [detectedFrom, detectedTo] = [Date.parse(outage.detected.from), endOf(outage.detected.to, until)];
    const { kind, fault, share } = outage;
    // It had not begun then, and nobody knows its end.
    if (to <= from) return [];
    return [{ from, to, detectedFrom, detectedTo, kind, fault, share, excluded: outage.excluded.fromProcess }];
  });
  const unseen = unmeasured.map((part): LedgerRow => {
    const [from, to] = [Date.parse(part.from), Date.parse(part.to)];
    return { from, to, detectedFrom: from, detectedTo: to, kind: 'unknown', fault: 'own', share: '1', excluded: false };
  });
  return [...counted, ...unseen];
}

export const endOf = (to: string | null, until: EpochMs): EpochMs => (to === null ? until : Date.parse(to));

/** How long it lasted by the ends that count, in seconds. */
export const lengthSeconds = ({ ends }: Pick<OutageRow, 'ends'>, until: EpochMs): number =>
  Math.max(0, Math.round((endOf(ends.to, until) - Date.parse(ends.from)) / 1_000));
