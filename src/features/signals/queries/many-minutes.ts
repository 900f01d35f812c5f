import { type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { measuredMinutes, proofsOfProcess } from '../measured.ts';
import { businessName, countedEnvironment } from '../series-names.ts';
import { emptyMinutes, wholeMinutes } from './minutes-of.ts';

/** A step of a process. */
export interface Step {
  process: string;
  step: string;
}

/**
 * Events per minute of many steps at once, in the order asked: outcome ok, environment production; NaN is unknown, 0 a
 * measured zero. Three questions to the store whatever the number of steps. The window is widened to whole minutes.
 */
export async function manyBusinessMinutes(
  { measurements, catalog }: { measurements: Measurements; catalog: Catalog },
  steps: readonly Step[],
  given: Interval,
): Promise<MinuteSeries[]> {
  const window = wholeMinutes(given);
  const proofs = steps.map(({ process }) => proofsOfProcess(catalog, process));
  const sources = [...new Set(proofs.flatMap(({ every, any }) => [...every, ...any]))];
  const names = [...new Set(steps.map(({ process, step }) => businessName(process, step)))];
  const [alive, series] = await Promise.all([
    measurements.ask({ ask: 'alive', sources, ...window }),
    measurements.ask({ ask: 'series', names, kind: 'counts' }),
  ]);
  const aliveOf = Map.groupBy(alive, ({ source }) => source);
  const minutesOf = new Map<string, Float64Array[]>();
  const answers = steps.map(({ process, step }, nth): MinuteSeries => {
    const { every, any } = proofs[nth]!;
    const proven = [...every, ...any].flatMap((source) => aliveOf.get(source) ?? []);
    const counts = emptyMinutes(measuredMinutes(proofs[nth]!, proven, window));
    const name = businessName(process, step);
    minutesOf.set(name, [...(minutesOf.get(name) ?? []), counts]);
    return { from: window.from, counts };
  });
  await addCounts(measurements, series.filter(counted), minutesOf, window);
  return answers;
}

const counted = ({ labels }: SeriesRow): boolean =>
  labels.outcome === 'ok' && labels.environment === countedEnvironment;

async function addCounts(
  measurements: Measurements,
  series: readonly SeriesRow[],
  minutesOf: ReadonlyMap<string, Float64Array[]>,
  window: Interval,
): Promise<void> {
  if (series.length === 0 || window.to <= window.from) return;
  const byId = new Map(series.map(({ id, name }) => [id, minutesOf.get(name) ?? []]));
  const rows = await measurements.ask({ ask: 'counts', series: [...byId.keys()], step: minute, ...window });
  for (let row = 0; row < rows.at.length; row++) {
    const index = (rows.at[row]! - window.from) / minute;
    for (const counts of byId.get(rows.series[row]!)!) counts[index]! += rows.n[row]!;
  }
}
