import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { attemptMinutes } from '../../signals/queries/attempt-minutes.ts';
import { countedOutcomes, customersLost } from '../customers-lost.ts';

interface Deps {
  measurements: Measurements;
  catalog: Catalog;
}

export interface CustomersAsked {
  process: string;
  /** The outage; its seconds are widened to minutes, as finely as it is kept what users do. */
  outage: Interval;
  /** A success before it brings a customer back. */
  until: EpochMs;
  /** From here on it is still kept who did what. */
  keptFrom: EpochMs;
}

/**
 * Distinct users who failed in an outage of a process and had no success until so long after it. Who never reached the process is
 * not among them, nor who came without a user. Null where it is not known: the rows are gone, no user was told of around the
 * outage, the sender never told of a failure, or those that it told of in the outage are nobody's.
 */
export async function countCustomersLost(deps: Deps, asked: CustomersAsked): Promise<number | null> {
  const { process, until, keptFrom } = asked;
  const from = bucketStart(asked.outage.from, minute);
  const to = bucketStart(asked.outage.to + minute - 1, minute);
  const steps = processNamed(deps.catalog, process)?.spec.steps ?? [];
  const [attempts] = await attemptMinutes(deps, [process], { from, to });
  const failedFrom = attempts?.anyFailedFrom ?? null;
  if (from < keptFrom || failedFrom === null || failedFrom >= to) return null;
  const { measurements } = deps;
  const around = { from: Math.max(keptFrom, from - day), to: until };
  const known = await measurements.ask({ ask: 'people', process, steps, step: day, ...around });
  if (known.length === 0) return null;

  const count = customersLost();
  const users = { ask: 'passes', processes: [process], steps } as const;
  // an hour at a time, so that a busy process needs no more memory than that
  for (const slice of hoursOf({ from, to })) {
    count.take(await measurements.ask({ ...users, outcomes: countedOutcomes, ...slice }));
  }
  if (count.failed() === 0) return attempts!.failed.some((n) => n > 0) ? null : 0;
  for (const slice of hoursOf({ from: to, to: until })) {
    if (!count.anyWaits()) break;
    const { user, step, outcome } = await measurements.ask({ ...users, outcomes: ['ok'], ...slice });
    count.take({ user, step, outcome: outcome.fill(countedOutcomes.indexOf('ok')) });
  }
  return count.count();
}

function* hoursOf({ from, to }: Interval): Generator<Interval> {
  for (let at = from; at < to; at += hour) yield { from: at, to: Math.min(to, at + hour) };
}
