import { type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { BinColumns, CountColumns, Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import { storedNames } from '../bucket-series.ts';
import { type Reading, readingsOf } from '../indicator-series.ts';
import type { MeasureSpec } from '../measure.ts';
import { originsOf, proofsOfMeasure } from '../measured.ts';
import { brokenHours, emptySteps, type IndicatorSteps, isWhole, measuredInHours, stepsOf } from '../steps.ts';
import { emptyMinutes, measured } from './minutes-of.ts';

/** Good and valid observations of a measure per minute, NaN where not measured, and what could not be read as asked. */
export async function indicatorOf(
  measurements: Measurements,
  spec: MeasureSpec,
  window: Interval,
): Promise<{ from: EpochMs; good: Float64Array; valid: Float64Array; notes: string[] }> {
  const { readings, notes, flags } = await read(measurements, spec, window);
  return { from: window.from, ...(await minutesOf(measurements, readings, flags, window)), notes };
}

/**
 * The same per step of so many minutes, from whole steps to whole steps. Steps of whole hours are made of totals of hours where
 * every minute was measured, and of minutes elsewhere: the sums are the same.
 */
export async function indicatorInSteps(
  measurements: Measurements,
  spec: MeasureSpec,
  window: Interval,
  stepMinutes: number,
): Promise<IndicatorSteps> {
  const { readings, flags } = await read(measurements, spec, window);
  if ((stepMinutes * minute) % hour !== 0 || !readings.every(isWithinValid)) {
    const { good, valid } = await minutesOf(measurements, readings, flags, window);
    return { from: window.from, good: stepsOf(good, stepMinutes), valid: stepsOf(valid, stepMinutes) };
  }
  const counted = { hours: measuredInHours(flags), flags };
  const good = emptySteps(counted.hours, (stepMinutes * minute) / hour);
  const steps = { from: window.from, good, valid: good.slice() };
  const stepOf = (at: EpochMs): number => Math.floor((at - window.from) / (stepMinutes * minute));
  const broken = brokenHours(counted.hours, window.from);
  const parts = counted.hours.some(isWhole) ? [{ ...window, step: hour }] : [];
  for (const part of [...parts, ...broken.map((own) => ({ ...own, step: minute }))]) {
    for (const { columns, readingOf } of await ask(measurements, readings, part)) {
      for (let row = 0; row < columns.at.length; row++) {
        const at = columns.at[row]!;
        const whole = isWhole(counted.hours[Math.floor((at - window.from) / hour)]!);
        if (part.step === hour ? !whole : whole || flags[(at - window.from) / minute] !== 1) continue;
        add(steps, stepOf(at), columns, row, readingOf(row));
      }
    }
  }
  keepWithin(steps);
  return steps;
}

/** How the series of a measure are read, and one flag for each minute of the window: 1 where it is measured. */
async function read(measurements: Measurements, spec: MeasureSpec, window: Interval) {
  const series = await seriesOfMeasure(measurements, spec);
  const { readings, notes } = readingsOf(spec, series);
  const own = new Set(readings.map(({ id }) => id));
  const proofs = proofsOfMeasure(spec, originsOf(series.filter(({ id }) => own.has(id))));
  return { readings, notes, flags: await measured(measurements, proofs, window) };
}

async function minutesOf(
  measurements: Measurements,
  readings: readonly Reading[],
  flags: Uint8Array,
  window: Interval,
): Promise<{ good: Float64Array; valid: Float64Array }> {
  const valid = emptyMinutes(flags);
  const minutes = { good: valid.slice(), valid };
  for (const { columns, readingOf } of await ask(measurements, readings, { ...window, step: minute })) {
    for (let row = 0; row < columns.at.length; row++) {
      add(minutes, (columns.at[row]! - window.from) / minute, columns, row, readingOf(row));
    }
  }
  keepWithin(minutes);
  return minutes;
}

/** The rows of the readings, those of counts and those of bins. */
async function ask(
  measurements: Measurements,
  readings: readonly Reading[],
  window: Interval & { step: number },
): Promise<{ columns: CountColumns | BinColumns; readingOf: (row: number) => Reading }[]> {
  const byId = new Map(readings.map((reading) => [reading.id, reading]));
  const kinds = (['counts', 'bins'] as const).map((kind) => ({
    kind,
    ids: readings.filter((reading) => reading.kind === kind).map(({ id }) => id),
  }));
  const asked = kinds.filter(({ ids }) => ids.length > 0);
  return Promise.all(
    asked.map(async ({ kind, ids }) => {
      const columns: CountColumns | BinColumns = await measurements.ask({ ask: kind, series: ids, ...window });
      return { columns, readingOf: (row: number) => byId.get(columns.series[row]!)! };
    }),
  );
}

interface Sums {
  good: Float64Array;
  valid: Float64Array;
}

function add({ good, valid }: Sums, index: number, columns: CountColumns | BinColumns, row: number, reading: Reading) {
  const n = columns.n[row]!;
  const bin = 'bin' in columns ? columns.bin[row]! : 0;
  if (reading.kind === 'bins' || reading.valid) valid[index]! += n;
  if (reading.kind === 'counts' ? reading.good : reading.good(bin)) good[index]! += n;
}

/** Buckets of one histogram may come a moment apart; what is good is never more than what there is. */
function keepWithin({ good, valid }: Sums): void {
  for (let index = 0; index < good.length; index++) good[index] = Math.min(good[index]!, valid[index]!);
}

/** Whether what it counts as good is part of what it counts at all, so that sums of hours need no look at their minutes. */
const isWithinValid = (reading: Reading): boolean => reading.kind === 'bins' || reading.valid || !reading.good;

/** The series of the metric, under the first of its possible names that has some which count. */
async function seriesOfMeasure(measurements: Measurements, spec: MeasureSpec): Promise<SeriesRow[]> {
  let found: SeriesRow[] = [];
  for (const name of storedNames(spec.type, spec.metric)) {
    const series = await measurements.ask({ ask: 'series', source: spec.source, name });
    if (series.some(({ kind }) => kind === 'bins' || kind === 'counts')) return series;
    if (found.length === 0) found = series;
  }
  return found;
}
