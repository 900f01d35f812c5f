import type { EpochMs } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { BatchBuilder } from '../batch-builder.ts';
import type { IntakeMemory } from '../intake-memory.ts';
import { endWaits } from '../traces/pair-spans.ts';
import { traceDraftOf } from './trace-draft-of.ts';
import { traceTurn } from './trace-turns.ts';

interface Deps {
  measurements: Measurements;
  memory: IntakeMemory;
  catalog: Catalog;
}

/** Ends the wait of spans whose other side has not come in time, and stores the edges that this makes. */
export function endSpanWaits({ measurements, memory, catalog }: Deps, now: EpochMs): Promise<void> {
  return traceTurn(memory, async () => {
    const ended = memory.traces.ended(now);
    if (ended.calling.length + ended.called.length === 0) return;
    const batch = new BatchBuilder();
    const draft = traceDraftOf(memory, catalog, batch);
    endWaits(ended, draft);
    for (const { key, value } of draft.states()) batch.state(key, value);
    await measurements.append(batch.columns());
    memory.applyTraces(draft);
  });
}
