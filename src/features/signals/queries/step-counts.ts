import type { EpochMs, Interval } from '../../../maths/instants.ts';
import type { Measurements, SeriesRow } from '../../../stores/measurements/measurements.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { proofsOfProcess } from '../measured.ts';
import { anonymousName } from '../series-names.ts';
import { eventSeries, measured, sums, total, users } from './minutes-of.ts';

/** What passed each step in the measured minutes of a window. */
export interface StepCounts {
  minutes: number;
  unknownMinutes: number;
  /**
   * Events with outcome ok and with another, of measured minutes; distinct users who passed in all of them, null where some
   * events named none.
   */
  steps: { step: string; done: number; notDone: number; users: number | null }[];
}

/**
 * Counts the events of steps in a window of whole minutes. Users are counted over the window as a whole, so they are null
 * where it begins before `peopleFrom`, since when it is kept who they were, and only so many at least while minutes are unknown.
 */
export async function stepCounts(
  { measurements, catalog, peopleFrom }: { measurements: Measurements; catalog: Catalog; peopleFrom: EpochMs },
  { process, steps, ...window }: { process: string; steps: readonly string[] } & Interval,
): Promise<StepCounts> {
  const flags = await measured(measurements, proofsOfProcess(catalog, process), window);
  const unknownMinutes = flags.reduce((sum, flag) => sum + (flag === 1 ? 0 : 1), 0);
  const canNameUsers = window.from >= peopleFrom;

  async function countsOf(step: string) {
    const series = await eventSeries(measurements, { process, step }, 'counts');
    const isDone = ({ labels }: SeriesRow): boolean => labels.outcome === 'ok';
    const sum = async (some: readonly SeriesRow[]): Promise<number> =>
      (await sums(measurements, some, flags, window)).reduce((all, one) => all + (Number.isNaN(one) ? 0 : one), 0);
    const unnamed = canNameUsers
      ? await total(measurements, await measurements.ask({ ask: 'series', name: anonymousName(process, step) }), window)
      : 1;
    return {
      step,
      done: await sum(series.filter(isDone)),
      notDone: await sum(series.filter((row) => !isDone(row))),
      users: unnamed === 0 ? await users(measurements, { process, step, outcome: 'ok' }, window) : null,
    };
  }

  const counted: StepCounts['steps'] = [];
  for (const step of steps) counted.push(await countsOf(step));
  return { minutes: flags.length, unknownMinutes, steps: counted };
}
