import { bucketStart, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Measurements, SeriesRow } from '../../stores/measurements/measurements.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { componentCompleteUntil, processCompleteUntil } from './complete-until.ts';
import type { SourceStatus } from './contract.ts';
import { readingsOf } from './indicator-series.ts';
import { IntakeMemory, idMemoryMs } from './intake-memory.ts';
import { restore } from './intake-states.ts';
import { measureNamed } from './measure.ts';
import { measuredMinutes, type Proofs, proofsOfMeasure, proofsOfProcess } from './measured.ts';
import { anonymousName, businessName, countedEnvironment } from './series-names.ts';
import { allSources, sourcesOfProcess } from './source.ts';
import { statusOf } from './source-status.ts';

/** A bucket that begins at the epoch and holds every instant there is: the window as one. */
const wholeTime = 200_000 * 365 * 1_440 * minute;

export interface SignalDeps {
  measurements: Measurements;
  catalog: () => Catalog;
  /** When listening began, for a data folder that has no memory yet. */
  now?: () => EpochMs;
}

export interface SignalQueries {
  /** Events of a step per minute, outcome ok, environment production. NaN is unknown, 0 a measured zero. */
  businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
  /** The same in minor units of a currency. */
  businessMoney(q: { process: string; step: string; currency: string } & Interval): Promise<MinuteSeries>;
  /**
   * Who passed one step (any outcome) and another (outcome ok) in the window: distinct users, or events where some of them
   * named no user. Null when a minute of the window is unknown.
   */
  conversion(
    q: { process: string; started: string; finished: string } & Interval,
  ): Promise<{ started: number; finished: number; counted: 'users' | 'events' } | null>;
  /** Good and valid observations of a measure per minute; NaN is unknown. Notes say what could not be read as asked. */
  indicatorMinutes(
    q: { measure: string } & Interval,
  ): Promise<{ from: EpochMs; good: Float64Array; valid: Float64Array; notes: string[] }>;
  /** Up to when all sources of a process or component are complete; null when one never was. */
  completeUntil(q: { process?: string; component?: string; now: EpochMs }): Promise<EpochMs | null>;
  sources(now: EpochMs): Promise<SourceStatus[]>;
  /** When history of the process was last loaded in this run, so that what was learned from it is out of date; null if never. */
  importedAt(process: string): Promise<EpochMs | null>;
  /** What the intake remembers, read back from the store at the first call. */
  memory(): Promise<IntakeMemory>;
}

/** Answers about what came in. The window of every question is widened to whole minutes. */
export function signalQueries({ measurements, catalog, now = Date.now }: SignalDeps): SignalQueries {
  const listeningSince = now();
  let loading: Promise<IntakeMemory> | undefined;

  async function load(): Promise<IntakeMemory> {
    const memory = new IntakeMemory(listeningSince);
    restore(await measurements.ask({ ask: 'states', prefix: '' }), memory);
    for (const series of await measurements.ask({ ask: 'series' })) memory.addSeries(series);
    memory.addIds(await measurements.ask({ ask: 'ids', from: now() - idMemoryMs }));
    return memory;
  }
  function memory(): Promise<IntakeMemory> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function measured(proofs: Proofs, window: Interval): Promise<Uint8Array> {
    const alive = await measurements.ask({ ask: 'alive', sources: [...proofs.every, ...proofs.any], ...window });
    return measuredMinutes(proofs, alive, window);
  }

  /** Sums of series per minute: 0 where measured, NaN elsewhere. */
  async function counts(series: readonly SeriesRow[], flags: Uint8Array, window: Interval): Promise<Float64Array> {
    const sums = Float64Array.from(flags, (flag) => (flag === 1 ? 0 : Number.NaN));
    if (series.length === 0) return sums;
    const ids = series.map(({ id }) => id);
    const columns = await measurements.ask({ ask: 'counts', series: ids, step: minute, ...window });
    columns.at.forEach((at, row) => {
      sums[(at - window.from) / minute]! += columns.n[row]!;
    });
    return sums;
  }

  async function eventsOf(process: string, step: string, kind: 'counts' | 'money'): Promise<SeriesRow[]> {
    const rows = await measurements.ask({ ask: 'series', name: businessName(process, step), kind });
    return rows.filter(({ labels }) => labels.environment === countedEnvironment);
  }

  async function total(series: readonly SeriesRow[], window: Interval): Promise<number> {
    if (series.length === 0) return 0;
    const ids = series.map(({ id }) => id);
    const { n } = await measurements.ask({ ask: 'counts', series: ids, step: minute, ...window });
    return n.reduce((sum, one) => sum + one, 0);
  }

  async function users(process: string, step: string, outcome: string | undefined, window: Interval): Promise<number> {
    const only = outcome === undefined ? {} : { outcome };
    const question = { ask: 'people', process, steps: [step], step: wholeTime, ...only, ...window } as const;
    return (await measurements.ask(question)).reduce((sum, row) => sum + row.users, 0);
  }

  return {
    memory,

    async importedAt(process) {
      const { sources } = await memory();
      const times = sourcesOfProcess(catalog(), process).map((name) => sources.get(name)?.importedAt ?? 0);
      return Math.max(0, ...times) || null;
    },

    async businessMinutes({ process, step, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(proofsOfProcess(catalog(), process), window);
      const series = (await eventsOf(process, step, 'counts')).filter(({ labels }) => labels.outcome === 'ok');
      return { from: window.from, counts: await counts(series, flags, window) };
    },

    async businessMoney({ process, step, currency, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(proofsOfProcess(catalog(), process), window);
      const series = (await eventsOf(process, step, 'money')).filter(
        ({ labels }) => labels.outcome === 'ok' && labels.currency === currency,
      );
      return { from: window.from, counts: await counts(series, flags, window) };
    },

    async conversion({ process, started, finished, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(proofsOfProcess(catalog(), process), window);
      if (flags.length === 0 || flags.includes(0)) return null;
      const unnamed = await Promise.all(
        [started, finished].map((step) => measurements.ask({ ask: 'series', name: anonymousName(process, step) })),
      );
      if ((await total(unnamed.flat(), window)) === 0) {
        const ended = users(process, finished, 'ok', window);
        return { started: await users(process, started, undefined, window), finished: await ended, counted: 'users' };
      }
      const ended = (await eventsOf(process, finished, 'counts')).filter(({ labels }) => labels.outcome === 'ok');
      return {
        started: await total(await eventsOf(process, started, 'counts'), window),
        finished: await total(ended, window),
        counted: 'events',
      };
    },

    async indicatorMinutes({ measure, ...given }) {
      const window = wholeMinutes(given);
      const spec = measureNamed(catalog(), measure)?.spec;
      if (spec === undefined) {
        const unknown = new Float64Array((window.to - window.from) / minute).fill(Number.NaN);
        return {
          from: window.from,
          good: unknown,
          valid: unknown.slice(),
          notes: [`there is no Measure named ${measure}`],
        };
      }
      const series = await measurements.ask({ ask: 'series', source: spec.source, name: spec.metric });
      const { readings, notes } = readingsOf(spec, series);
      const read = new Set(readings.map(({ id }) => id));
      const services = series.filter(({ id }) => read.has(id)).map(({ labels }) => labels['service.name']);
      const proofs = proofsOfMeasure(spec, [...new Set(services.filter((name) => name !== undefined))]);
      const flags = await measured(proofs, window);
      const valid = Float64Array.from(flags, (flag) => (flag === 1 ? 0 : Number.NaN));
      const good = valid.slice();
      const add = (at: EpochMs, n: number, isGood: boolean): void => {
        valid[(at - window.from) / minute]! += n;
        if (isGood) good[(at - window.from) / minute]! += n;
      };
      for (const kind of ['counts', 'bins'] as const) {
        const ofKind = readings.filter((reading) => reading.kind === kind);
        if (ofKind.length === 0) continue;
        const byId = new Map(ofKind.map((reading) => [reading.id, reading]));
        const columns = await measurements.ask({ ask: kind, series: [...byId.keys()], step: minute, ...window });
        const bins = 'bin' in columns ? (columns.bin as Int32Array) : null;
        columns.at.forEach((at, row) => {
          const reading = byId.get(columns.series[row]!)!;
          add(at, columns.n[row]!, reading.kind === 'counts' ? reading.good : reading.good(bins![row]!));
        });
      }
      return { from: window.from, good, valid, notes };
    },

    async completeUntil({ process, component, now: at }) {
      const remembered = await memory();
      if (process !== undefined) return processCompleteUntil(catalog(), remembered, process);
      return component === undefined ? null : componentCompleteUntil(catalog(), remembered, component, at);
    },

    async sources(at) {
      const remembered = await memory();
      return allSources(catalog()).map((source) => statusOf(source, remembered.sources.get(source.name), at));
    },
  };
}

function wholeMinutes({ from, to }: Interval): Interval {
  const start = bucketStart(from, minute);
  return { from: start, to: Math.max(start, bucketStart(to + minute - 1, minute)) };
}
