import { day, type EpochMs, type Interval } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { indicatorOf } from '../../signals/queries/indicator-of.ts';
import { historyDays } from '../replay/process-history.ts';
import { longestWindow, type ReplayChunk, type ReplaySetup, seriesOf, warmUpMs } from '../replay/replay-setup.ts';

export interface ReplayMinutesDeps {
  measurements: Measurements;
  signals: {
    manyBusinessMinutes(steps: readonly { process: string; step: string }[], window: Interval): Promise<MinuteSeries[]>;
  };
}

const historyChunk = 14 * day;

/** The times that a replay reads, oldest first: the weeks that are learned from, then days. */
export function* replayTimes(setup: ReplaySetup): Generator<Interval & { measured: boolean }> {
  const start = setup.period.from - warmUpMs;
  for (let from = start - historyDays * day; from < start; from += historyChunk)
    yield { from, to: Math.min(start, from + historyChunk), measured: false };
  for (let from = start; from < setup.period.to; from += day)
    yield { from, to: Math.min(setup.period.to, from + day), measured: true };
}

/** Reads the minutes of a replay chunk by chunk, as they are asked for. */
export async function* replayMinutes(
  { measurements, signals }: ReplayMinutesDeps,
  setup: ReplaySetup,
): AsyncGenerator<ReplayChunk> {
  const { business, measures } = seriesOf(setup);
  const back = longestWindow(setup);
  const start: EpochMs = setup.period.from - warmUpMs;
  for (const { from, to, measured } of replayTimes(setup)) {
    const counts = await signals.manyBusinessMinutes(business, { from, to });
    const columns: { good: Float64Array; valid: Float64Array }[] = [];
    // a window before the first day too: what holds at its begin was not judged from nothing
    const first = from === start ? from - back : from;
    for (const spec of measured ? measures : []) {
      const { good, valid } = await indicatorOf(measurements, spec, { from: first, to });
      columns.push({ good, valid });
    }
    yield { from, to, business: counts.map((one) => one.counts), measures: columns, measuresFrom: first };
  }
}
