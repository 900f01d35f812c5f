import { bucketStart, day, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import type { DiscoveredDependency } from '../contract.ts';
import { countsAsEdge, dependenciesOf, type EdgeBins, type EdgeRow } from '../traces/dependencies.ts';
import { edgeCallsName, edgeDurationName } from '../traces/trace-series.ts';
import { wholeMinutes, wholeTime } from './minutes-of.ts';

/** Longer periods are asked by the hour, so that what is read stays small. */
const longestByMinute = 2 * day;

/** Who called whom in the period, widened to whole minutes (hours where it is longer than two days). */
export async function dependenciesIn(measurements: Measurements, given: Interval): Promise<DiscoveredDependency[]> {
  const step = given.to - given.from > longestByMinute ? hour : minute;
  const minutes = wholeMinutes(given);
  const window = { from: bucketStart(minutes.from, step), to: bucketStart(minutes.to + step - 1, step) };
  const [calls, durations] = await Promise.all([
    measurements.ask({ ask: 'series', name: edgeCallsName, kind: 'counts' }),
    measurements.ask({ ask: 'series', name: edgeDurationName, kind: 'bins' }),
  ]);
  const [rows, bins] = await Promise.all([
    callsOf(measurements, calls.filter(countsAsEdge), { ...window, step }),
    binsOf(measurements, durations.filter(countsAsEdge), { ...window, step: wholeTime }),
  ]);
  return dependenciesOf(rows, bins);
}

type Window = Interval & { step: number };

async function callsOf(measurements: Measurements, series: readonly SeriesRow[], window: Window): Promise<EdgeRow[]> {
  if (series.length === 0) return [];
  const rows = new Map(series.map((one): [number, EdgeRow] => [one.id, { series: one, calls: 0, lastAt: 0 }]));
  const columns = await measurements.ask({ ask: 'counts', series: [...rows.keys()], ...window });
  columns.at.forEach((at, index) => {
    const row = rows.get(columns.series[index]!)!;
    row.calls += columns.n[index]!;
    row.lastAt = Math.max(row.lastAt, at);
  });
  return [...rows.values()];
}

async function binsOf(measurements: Measurements, series: readonly SeriesRow[], window: Window): Promise<EdgeBins[]> {
  if (series.length === 0) return [];
  const rows = new Map(series.map((one) => [one.id, { series: one, bins: new Map<number, number>() }]));
  const columns = await measurements.ask({ ask: 'bins', series: [...rows.keys()], ...window });
  columns.bin.forEach((bin, index) => {
    const { bins } = rows.get(columns.series[index]!)!;
    bins.set(bin, (bins.get(bin) ?? 0) + columns.n[index]!);
  });
  return [...rows.values()];
}
