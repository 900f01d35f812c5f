import type { Outage } from '../src/features/outages/outage.ts';
import { day, type EpochMs } from '../src/maths/instants.ts';

/** A confirmed own outage of the process payment, seen as it was, unless something else is said. */
export function outageOf(from: EpochMs, to: EpochMs | null, more: Partial<Outage> = {}): Outage {
  return {
    id: `outage-${from}-${to}`,
    subject: { kind: 'process', name: 'payment' },
    ...{ state: 'confirmed', kind: 'unplanned', fault: 'own', vendor: null, share: '1' },
    detected: { from, to },
    ...{ refined: null, corrected: null, proposal: null, loss: null, incident: null, origin: null, causeKind: null },
    excluded: { fromProcess: false, fromGlobal: false },
    ...{ cause: 'A cause.', summary: 'What happened.', dueAt: (to ?? from) + 7 * day, revision: 1 },
    ...more,
  };
}
