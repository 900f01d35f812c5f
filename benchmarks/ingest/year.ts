/** A long past of many services in a store of its own: minutes settled day by day, and the hours that the server counts from them. */
import { day } from '../../src/maths/instants.ts';
import { openMeasurements } from '../../src/stores/measurements/duckdb/open.ts';
import { countedServices, lastMidnight, serviceName, shapes } from '../queries/counted.ts';
import { hoursOf, writeHours, writeMinutes } from '../queries/waga-filled.ts';

/** How many days are made at a time, so that memory does not grow with the length. */
const pieceDays = 30;

/** Writes it into the folder and resolves how many rows of minutes there are. */
export async function writeYear(directory: string, services: number, days: number): Promise<number> {
  const names = Array.from({ length: services }, (_, nth) => serviceName(nth));
  const end = lastMidnight();
  const store = await openMeasurements({ directory, maxQueuedRows: 5_000_000 });
  let rows = 0;
  for (let from = end - days * day; from < end; from += pieceDays * day) {
    const piece = { from, to: Math.min(end, from + pieceDays * day) };
    const series = countedServices(names, piece, shapes.middling);
    for (let at = from; at < piece.to; at += day) {
      rows += await writeMinutes(store, series, { from: at, to: at + day });
      await store.settle(at + day);
    }
    await writeHours(store, hoursOf(series, piece), { from: end - days * day, to: piece.to });
  }
  await store.close();
  return rows;
}
