import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { type Catalog, processesOf, processNamed } from '../catalog/catalog.ts';
import { calendarOfProcess } from './calendar-of-process.ts';
import { isDue } from './due.ts';
import { type Learned, learnProfile } from './learn.ts';
import { merge, type RecentMinutes } from './recent-minutes.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    manyBusinessMinutes(steps: readonly { process: string; step: string }[], window: Interval): Promise<MinuteSeries[]>;
    completeUntil(q: { process: string; now: EpochMs }): Promise<EpochMs | null>;
    importedAt(process: string): Promise<EpochMs | null>;
  };
}

export type ExpectationQueries = ReturnType<typeof expectationQueries>;

/** Five comparable weeks, and three more to stand in for weeks that were spoilt. */
const historyDays = 56;
/** What is judged again and again (three hours and an hour before) is not learned from yet. */
const learnLagHours = 4;
const recentHours = 12;
/** A minute may still change so long after it was complete; what comes later is found by the full look every ten minutes. */
const lateMinutes = 15;
const fullLookEvery = 10 * minute;
const longestRecent = 14 * day;

interface Held {
  learned: Learned;
  learnedAt: EpochMs;
  catalogVersion: number;
  recent: RecentMinutes | null;
  recentSince: EpochMs;
  fetchedAt: EpochMs;
  fullLookAt: EpochMs;
}

/** Learned profiles and the last hours of every process, in memory. `learn` and `extend` bring them up to date (jobs). */
export function expectationQueries({ records, catalog, signals }: Deps) {
  const held = new Map<string, Held>();

  /** Recorded drops of a process that touch the interval: what is expected is never learned from them. */
  async function recordedDrops(process: string, { from, to }: Interval): Promise<Interval[]> {
    const rows = await records
      .selectFrom('drops')
      .select(['onset', 'ended_at'])
      .where('process', '=', process)
      .where('onset', '<', to)
      .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]))
      .execute();
    return rows.map(({ onset, ended_at }) => ({ from: onset, to: ended_at ?? to }));
  }

  /** Which minutes of a process are to be fetched now, or null where there is nothing new. */
  async function newMinutes(name: string, now: EpochMs) {
    const one = held.get(name);
    const process = processNamed(catalog(), name);
    if (!one || !process) return null;
    const completeUntil = await signals.completeUntil({ process: name, now });
    const before = one.recent;
    const unchanged = before !== null && before.completeUntil === completeUntil && now - one.fetchedAt < minute;
    if (completeUntil === null || unchanged) {
      one.recent = completeUntil === null && before ? { ...before, completeUntil } : before;
      return null;
    }
    const full = before === null || now - one.fullLookAt >= fullLookEvery;
    const to = bucketStart(Math.max(completeUntil, before?.completeUntil ?? 0), minute);
    const known = before ? before.series.from + before.series.counts.length * minute : one.recentSince;
    const from = full ? one.recentSince : Math.max(one.recentSince, Math.min(known, to) - lateMinutes * minute);
    return to <= from ? null : { one, process: name, step: process.spec.kpi, from, to, completeUntil, full };
  }

  return {
    /** What was learned about the process, or why nothing could be; null before the first look and for unknown names. */
    learned: (process: string): Learned | null => held.get(process)?.learned ?? null,

    recent: (process: string): RecentMinutes | null => held.get(process)?.recent ?? null,

    /** Forgets which minutes were revised: whoever asked has dealt with them. */
    settle(process: string): void {
      const one = held.get(process);
      if (one?.recent) one.recent = { ...one.recent, revisedFrom: null };
    },

    recordedDrops,

    /** Processes to learn now, the longest waiting first: see `isDue`. */
    async due(now: EpochMs): Promise<string[]> {
      const { version } = catalog();
      const learnedAt = (name: string): number => held.get(name)?.learnedAt ?? 0;
      const names = new Set(processesOf(catalog()).map(({ metadata }) => metadata.name));
      for (const name of held.keys()) if (!names.has(name)) held.delete(name);
      const due: string[] = [];
      for (const name of names) {
        if (isDue(held.get(name), { version, now, importedAt: await signals.importedAt(name) })) due.push(name);
      }
      return due.sort((a, b) => learnedAt(a) - learnedAt(b));
    },

    /** Loads the history of a process and learns from it. */
    async learn(name: string, now: EpochMs): Promise<void> {
      const process = processNamed(catalog(), name);
      if (!process) return;
      const to = bucketStart(now - learnLagHours * hour, hour);
      const period = { from: to - historyDays * day, to };
      const history = await signals.businessMinutes({ process: name, step: process.spec.kpi, ...period });
      const drops = await recordedDrops(name, { from: period.from, to: now });
      const learned = learnProfile(fromFirstKnown(history), {
        timeZone: process.spec.timeZone,
        calendar: calendarOfProcess(catalog(), process, now),
        exclude: drops,
      });
      const before = held.get(name);
      const imported = ((await signals.importedAt(name)) ?? 0) >= (before?.learnedAt ?? 0);
      const oldest = drops.reduce((first, { from, to: end }) => (end >= now ? Math.min(first, from) : first), now);
      const recentSince = Math.max(now - longestRecent, Math.min(now - recentHours * hour, oldest - 2 * hour));
      held.set(name, {
        learned,
        learnedAt: now,
        catalogVersion: catalog().version,
        recent: before?.recent ?? null,
        recentSince: bucketStart(recentSince, hour),
        fetchedAt: before?.fetchedAt ?? 0,
        fullLookAt: before && !imported && before.recentSince <= recentSince ? before.fullLookAt : 0,
      });
    },

    /**
     * Fetches for each process what is new since the last time: usually a minute, with the minutes before it in which events
     * may be late. Processes that need the same minutes are asked for together.
     */
    async extend(names: readonly string[], now: EpochMs): Promise<void> {
      const wanted = (await Promise.all(names.map((name) => newMinutes(name, now)))).filter((one) => one !== null);
      for (const group of Map.groupBy(wanted, ({ from, to }) => `${from} ${to}`).values()) {
        const { from, to } = group[0]!;
        const fetched = await signals.manyBusinessMinutes(group, { from, to });
        group.forEach(({ one, completeUntil, full }, nth) => {
          const first = one.recent === null;
          one.recent = { ...merge(one.recent, fetched[nth]!, one.recentSince), completeUntil };
          one.fetchedAt = now;
          if (full) one.fullLookAt = first ? now - turnOf(group[nth]!.process) : now;
        });
      }
    },
  };
}

/** Leaves out the time before the process was ever measured. */
function fromFirstKnown(history: MinuteSeries): MinuteSeries {
  const first = history.counts.findIndex((count) => !Number.isNaN(count));
  if (first < 0) return { from: history.from, counts: new Float64Array(0) };
  return { from: history.from + first * minute, counts: history.counts.subarray(first) };
}

/** Spreads the full looks of many processes over the ten minutes between them, by name. */
function turnOf(name: string): number {
  let hash = 0;
  for (let i = 0; i < name.length; i++) hash = (Math.imul(hash, 31) + name.charCodeAt(i)) >>> 0;
  return hash % fullLookEvery;
}
