import { type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { BinColumns, CountColumns, Measurements } from '../../../stores/measurements/measurements.ts';
import { storedNames } from '../bucket-series.ts';
import { type Reading, readingsOf } from '../indicator-series.ts';
import { exactLabels } from '../label-filter.ts';
import type { MeasureSpec } from '../measure.ts';
import { measuredSpans, namedOrigins, originsOf, type Proofs, proofsOfMeasure } from '../measured.ts';
import { flagsOf, minutesIn } from '../measured-spans.ts';
import { brokenHours, emptySteps, type IndicatorSteps, isWhole, measuredInHours, stepsOf } from '../steps.ts';
import { emptyMinutes } from './minutes-of.ts';

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
  const reading = read(measurements, spec, window);
  const inHours = { ...window, step: hour };
  const known = (stepMinutes * minute) % hour === 0 ? lastRead.get(spec) : undefined;
  const early = known?.every(isWithinValid) ? ask(measurements, known, inHours) : null;
  early?.catch(() => undefined);
  const { readings, spans, flags } = await reading;
  if ((stepMinutes * minute) % hour !== 0 || !readings.every(isWithinValid)) {
    const { good, valid } = await minutesOf(measurements, readings, flags, window);
    return { from: window.from, good: stepsOf(good, stepMinutes), valid: stepsOf(valid, stepMinutes) };
  }
  const hours = measuredInHours(spans, flags.length);
  const good = emptySteps(hours, (stepMinutes * minute) / hour);
  const steps = { from: window.from, good, valid: good.slice() };
  const stepOf = (at: EpochMs): number => Math.floor((at - window.from) / (stepMinutes * minute));
  const isOf = (at: EpochMs, byHours: boolean): boolean => {
    const whole = isWhole(hours[Math.floor((at - window.from) / hour)]!);
    return byHours ? whole : !whole && flags[(at - window.from) / minute] === 1;
  };
  const own = new Map(readings.map((one) => [one.id, one]));
  const tell = (answers: readonly Columns[], byHours: boolean): void => {
    for (const columns of answers) addRows(steps, columns, own, (at) => (isOf(at, byHours) ? stepOf(at) : -1));
  };
  const asHours = early !== null && areSame(known!, readings) ? early : null;
  const byHours = hours.some(isWhole) ? (asHours ?? ask(measurements, readings, inHours)) : Promise.resolve([]);
  const byMinutes = async (): Promise<void> => {
    for (const part of brokenHours(hours, window.from)) {
      tell(await ask(measurements, readings, { ...part, step: minute }), false);
    }
  };
  await Promise.all([byHours.then((answers) => tell(answers, true)), byMinutes()]);
  keepWithin(steps);
  return steps;
}

/** How a measure was read last, so that its counts can be asked for in the same turn; asked again where it has other series by now. */
const lastRead = new WeakMap<MeasureSpec, readonly Reading[]>();

const areSame = (some: readonly Reading[], others: readonly Reading[]): boolean =>
  some.length === others.length &&
  some.every(({ id, kind }, nth) => id === others[nth]!.id && kind === others[nth]!.kind);

/**
 * How the series of a measure are read, and the minutes of the window that are measured, also as one flag each. Where the measure
 * names its services, both are asked in one turn.
 */
async function read(measurements: Measurements, spec: MeasureSpec, window: Interval) {
  const aliveOf = async ({ every, any }: Proofs) =>
    measurements.ask({ ask: 'alive', sources: [...every, ...any], ...window });
  const known = namedOrigins(spec) === null ? null : proofsOfMeasure(spec, []);
  const [series, aliveOfKnown] = await Promise.all([
    measurements.ask({
      ask: 'metric',
      source: spec.source,
      names: storedNames(spec.type, spec.metric),
      labels: exactLabels(spec.where),
    }),
    known === null ? null : aliveOf(known),
  ]);
  const { readings, notes } = readingsOf(spec, series);
  lastRead.set(spec, readings);
  const own = new Set(readings.map(({ id }) => id));
  const proofs = known ?? proofsOfMeasure(spec, originsOf(series.filter(({ id }) => own.has(id))));
  const spans = measuredSpans(proofs, aliveOfKnown ?? (await aliveOf(proofs)), window);
  return { readings, notes, spans, flags: flagsOf(spans, minutesIn(window)) };
}

async function minutesOf(
  measurements: Measurements,
  readings: readonly Reading[],
  flags: Uint8Array,
  window: Interval,
): Promise<{ good: Float64Array; valid: Float64Array }> {
  const valid = emptyMinutes(flags);
  const minutes = { good: valid.slice(), valid };
  const own = new Map(readings.map((one) => [one.id, one]));
  for (const columns of await ask(measurements, readings, { ...window, step: minute })) {
    addRows(minutes, columns, own, (at) => (at - window.from) / minute);
  }
  keepWithin(minutes);
  return minutes;
}

type Columns = CountColumns | BinColumns;

/** The rows of the readings, those of counts and those of bins. */
function ask(
  measurements: Measurements,
  readings: readonly Reading[],
  window: Interval & { step: number },
): Promise<Columns[]> {
  const kinds = (['counts', 'bins'] as const).map((kind) => ({
    kind,
    ids: readings.filter((reading) => reading.kind === kind).map(({ id }) => id),
  }));
  const asked = kinds.filter(({ ids }) => ids.length > 0);
  return Promise.all(
    asked.map(({ kind, ids }): Promise<Columns> => measurements.ask({ ask: kind, series: ids, ...window })),
  );
}

interface Sums {
  good: Float64Array;
  valid: Float64Array;
}

/** Adds each row where `indexOf` says, by its instant; those that it gives −1 are left out. Rows come series by series. */
function addRows(
  { good, valid }: Sums,
  columns: Columns,
  readings: ReadonlyMap<number, Reading>,
  indexOf: (at: EpochMs) => number,
): void {
  const { series, at, n } = columns;
  const bins = 'bin' in columns ? columns.bin : null;
  let id = Number.NaN;
  let reading: Reading | undefined;
  for (let row = 0; row < at.length; row++) {
    const index = indexOf(at[row]!);
    if (index < 0) continue;
    if (series[row] !== id) {
      id = series[row]!;
      reading = readings.get(id);
    }
    const isValid = reading!.kind === 'bins' || reading!.valid;
    const isGood = reading!.kind === 'counts' ? reading!.good : reading!.good(bins![row]!);
    if (isValid) valid[index]! += n[row]!;
    if (isGood) good[index]! += n[row]!;
  }
}

/** Buckets of one histogram may come a moment apart; what is good is never more than what there is. */
function keepWithin({ good, valid }: Sums): void {
  for (let index = 0; index < good.length; index++) good[index] = Math.min(good[index]!, valid[index]!);
}

/** Whether what it counts as good is part of what it counts at all, so that sums of hours need no look at their minutes. */
const isWithinValid = (reading: Reading): boolean => reading.kind === 'bins' || reading.valid || !reading.good;
