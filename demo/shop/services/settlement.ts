import type { Surroundings } from './surroundings.ts';

const everyMs = 10_000;
const itemsAtNight = 60;
const itemsByDay = 12;
const failingShare = 0.7;

/** Items of the run at an instant; there are six runs a minute. */
export function batchItems(at: number): number {
  return new Date(at).getUTCHours() < 4 ? itemsAtNight : itemsByDay;
}

/**
 * The settlement batch job: a large run at night and small catch-up runs all day. It counts its items by outcome; a
 * failed item is simply taken up again by a later run, so no customer ever notices. Returns the stop.
 */
export function startSettlement({ telemetry, switches }: Surroundings): () => void {
  function run(): void {
    const items = batchItems(Date.now());
    const failed = switches.on('batch-fails') ? Math.round(items * failingShare) : 0;
    telemetry.items.add(items - failed, { outcome: 'ok' });
    if (failed > 0) telemetry.items.add(failed, { outcome: 'failed' });
  }
  run();
  const timer = setInterval(run, everyMs);
  return () => clearInterval(timer);
}
