import type { EpochMs } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { endSpanWaits } from '../actions/end-waits.ts';
import type { SignalQueries } from '../queries.ts';

export interface TraceJobDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory'>;
  catalog(): Catalog;
}

/** Ends the wait of spans whose other side has not come in time. */
export function traceJobs({ measurements, signals, catalog }: TraceJobDeps): {
  name: string;
  run(now: EpochMs): Promise<void>;
}[] {
  return [
    {
      name: 'signals-edges',
      async run(now) {
        await endSpanWaits({ measurements, memory: await signals.memory(), catalog: catalog() }, now);
      },
    },
  ];
}
