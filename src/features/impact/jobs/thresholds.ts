import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { calendarOfProcess } from '../../expectations/calendar-of-process.ts';
import { measureNamed } from '../../signals/measure.ts';
import type { EventValue } from '../event-value.ts';
import type { ThresholdQueries } from '../queries/thresholds.ts';
import type { ThresholdPair } from '../threshold-contract.ts';
import {
  badPercent,
  elsewhere,
  highMinutes,
  type MeasurePair,
  measurePairs,
  pairOf,
  refused,
  thresholdDays,
  tooLittle,
} from '../threshold-pairs.ts';
import { analyzeApart } from './analyze-apart.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    indicatorMinutes(
      q: { measure: string } & Interval,
    ): Promise<{ from: EpochMs; good: Float64Array; valid: Float64Array }>;
  };
  impact: { eventValue(process: string): EventValue | null };
  thresholds: ThresholdQueries;
}

export interface ThresholdJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** A pair costs a few seconds of a processor: no more than so much of one is spent on all of them. */
const pauseBetween = minute;
const anewEvery = day;
/** Whether there is more to go by now is seen by reading alone: sooner while history may still be coming, after a start or with a new catalogue. */
const lookAgain = { within: hour, soon: 5 * minute, later: hour };
/** A pair that could not be read is left alone for so long. */
const patienceAfterFailure = hour;
const draws = 500;
const seed = 1;

/**
 * Works out what technical measures cost, one pair at a time, at most one a minute and each once a day, those that have waited longest
 * first. A tick begins it and waits for none; what failed is reported by the next run.
 */
export function thresholdJob({ records, catalog, signals, impact, thresholds }: Deps): ThresholdJob {
  const failedAt = new Map<string, EpochMs>();
  const stopping = new AbortController();
  let underWay: Promise<void> | null = null;
  let lastBegun = Number.NEGATIVE_INFINITY;
  let knownCatalog: Catalog | null = null;
  let knownSince: EpochMs = 0;
  let pairs: { pair: MeasurePair; definition: string }[] = [];
  let problem: unknown = null;

  async function bringPairs(now: EpochMs): Promise<void> {
    const current = catalog();
    if (knownCatalog === current) return;
    const all = measurePairs(current);
    await thresholds.forgetOthers(all);
    pairs = all.map((pair) => ({ pair, definition: definitionOf(current, pair) }));
    knownCatalog = current;
    knownSince = now;
  }

  /** The pair that has waited longest, if any is due. */
  async function nextDue(now: EpochMs): Promise<MeasurePair | null> {
    let best: { pair: MeasurePair; at: number } | null = null;
    const lookAgainEvery = now - knownSince < lookAgain.within ? lookAgain.soon : lookAgain.later;
    for (const { pair, definition } of pairs) {
      if (now - (failedAt.get(keyOf(pair)) ?? Number.NEGATIVE_INFINITY) < patienceAfterFailure) continue;
      const kept = await thresholds.keptOf(pair);
      const at = kept?.definition === definition ? kept.at : Number.NEGATIVE_INFINITY;
      const anew = kept?.pair.state === 'too_little' ? lookAgainEvery : anewEvery;
      if (now - at >= anew && (best === null || at < best.at)) best = { pair, at };
    }
    return best?.pair ?? null;
  }

  async function alarmsIn({ from, to }: Interval): Promise<(Interval & { component: string })[]> {
    const rows = await records
      .selectFrom('alarms')
      .select(['component', 'started_at', 'ended_at'])
      .where('started_at', '<', to)
      .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]))
      .execute();
    return rows.map(({ component, started_at, ended_at }) => ({ component, from: started_at, to: ended_at ?? to }));
  }

  async function analyze(of: Catalog, pair: MeasurePair, at: EpochMs): Promise<ThresholdPair> {
    const process = processNamed(of, pair.process)!;
    const period = { from: at - thresholdDays * day, to: at };
    const { good, valid } = await signals.indicatorMinutes({ measure: pair.measure, ...period });
    const readings = badPercent(good, valid);
    const nothing = tooLittle(pair, readings, at);
    if (nothing !== null) return nothing;
    const { kpi: step, timeZone } = process.spec;
    const series = await signals.businessMinutes({ process: pair.process, step, ...period });
    const exclude = elsewhere(of, pair, await alarmsIn(period));
    const business = { series, timeZone, calendar: calendarOfProcess(of, process, at), exclude };
    const value = perEvent(impact.eventValue(pair.process), series);
    const asked = { business, readings, unit: '%', worse: 'higher', value, at: [], draws, seed } as const;
    const answer = await analyzeApart(asked, stopping.signal);
    return 'refusal' in answer ? refused(pair, answer.refusal, at) : pairOf(pair, answer, highMinutes(readings), at);
  }

  async function bring(pair: MeasurePair, now: EpochMs): Promise<void> {
    const of = catalog();
    const definition = definitionOf(of, pair);
    try {
      const found = await analyze(of, pair, bucketStart(now, minute));
      await thresholds.keep(pair, { at: now, definition, pair: found });
      failedAt.delete(keyOf(pair));
      // nothing was worked out: the next may have its turn at once
      if (found.state === 'too_little') lastBegun = Number.NEGATIVE_INFINITY;
    } catch (error) {
      if (stopping.signal.aborted) return;
      failedAt.set(keyOf(pair), now);
      problem ??= error;
    }
  }

  async function run(now: EpochMs): Promise<void> {
    const failure = problem;
    problem = null;
    if (underWay === null && now - lastBegun >= pauseBetween) {
      await bringPairs(now);
      const pair = await nextDue(now);
      if (pair !== null) {
        lastBegun = now;
        underWay = bring(pair, now).finally(() => {
          underWay = null;
        });
      }
    }
    if (failure !== null) throw failure;
  }

  async function settled(): Promise<void> {
    while (underWay !== null) await underWay;
  }

  return {
    name: 'thresholds',
    run,
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}

const keyOf = ({ process, measure }: MeasurePair): string => `${process}:${measure}`;

/** What a pair is made of: with another objective it is still the same, with another cut-off or step it is not. */
function definitionOf(catalog: Catalog, { process, measure }: MeasurePair): string {
  const { objective: _, ...spec } = measureNamed(catalog, measure)!.spec;
  const { kpi, timeZone } = processNamed(catalog, process)!.spec;
  return JSON.stringify([spec, kpi, timeZone]);
}

/** Worth of one event; of a process that is worth so much an hour, its share of the average hour. */
function perEvent(value: EventValue | null, { counts }: MinuteSeries): { minor: number; currency: string } | null {
  if (value === null) return null;
  const { minor, currency, kind } = value;
  if (kind !== 'perHour') return { minor, currency };
  const known = counts.filter((count) => !Number.isNaN(count));
  const hourly = (60 * known.reduce((sum, count) => sum + count, 0)) / Math.max(1, known.length);
  return hourly > 0 ? { minor: minor / hourly, currency } : null;
}
