/** A load against a process, with what the process took for it. */
import type { LoadOrder, LoadReport } from './load/order.ts';
import { load } from './load/run.ts';
import { processorSeconds, residentBytes, threadSeconds } from './process-figures.ts';

export interface MeasuredLoad extends LoadReport {
  /** Events a second of the measured time. */
  rate: number;
  /** Processor seconds of the server for a million events, of the whole run with its warm-up. */
  serverSecondsPerMillion: number;
  /** The most memory seen resident in samples five times a second. */
  residentBytes: number;
  /** Its busiest threads, with the processor seconds that each took for a million events. */
  threads: { name: string; secondsPerMillion: number }[];
}

/** Runs the load and watches the process that takes it. */
export async function measuredLoad(
  order: Pick<LoadOrder, 'url' | 'token' | 'kind'> & Partial<LoadOrder>,
  pid: number,
): Promise<MeasuredLoad> {
  const before = processorSeconds(pid);
  const threadsBefore = threadSeconds(pid);
  let most = residentBytes(pid);
  const sampling = setInterval(() => {
    most = Math.max(most, residentBytes(pid));
  }, 200);
  try {
    const report = await load(order);
    const used = processorSeconds(pid) - before;
    const millions = report.sent / 1e6;
    const threads = [...threadSeconds(pid)].map(([id, { name, seconds }]) => ({
      name,
      secondsPerMillion: (seconds - (threadsBefore.get(id)?.seconds ?? 0)) / millions,
    }));
    return {
      ...report,
      rate: report.measured.events / report.measured.seconds,
      serverSecondsPerMillion: used / millions,
      residentBytes: most,
      threads: threads.sort((a, b) => b.secondsPerMillion - a.secondsPerMillion).slice(0, 6),
    };
  } finally {
    clearInterval(sampling);
  }
}

/** Events a second in windows of so many whole seconds. */
export function ratesBy(perSecond: readonly number[], seconds: number): number[] {
  const rates: number[] = [];
  for (let from = 0; from + seconds <= perSecond.length; from += seconds) {
    rates.push(perSecond.slice(from, from + seconds).reduce((sum, each) => sum + each, 0) / seconds);
  }
  return rates;
}
