import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Measurements, SeriesRow } from '../../stores/measurements/measurements.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { componentCompleteUntil, processCompleteUntil } from './complete-until.ts';
import type { DiscoveredDependency, SourceStatus } from './contract.ts';
import { IntakeMemory } from './intake-memory.ts';
import { restore } from './intake-states.ts';
import { measureNamed } from './measure.ts';
import { proofsOfProcess } from './measured.ts';
import { pullStatus } from './pull/pull-log.ts';
import { dependenciesIn } from './queries/dependencies.ts';
import { indicatorInSteps, indicatorOf } from './queries/indicator-of.ts';
import { manyBusinessMinutes, type Step } from './queries/many-minutes.ts';
import { eventSeries, measured, sums, total, users, wholeMinutes } from './queries/minutes-of.ts';
import { idMemoryMs } from './recent-ids.ts';
import { anonymousName } from './series-names.ts';
import { allSources, sourcesOfProcess } from './source.ts';
import { statusOf } from './source-status.ts';
import type { IndicatorSteps } from './steps.ts';
import { edgeStatus } from './traces/edge-status.ts';

export interface SignalDeps {
  measurements: Measurements;
  catalog: () => Catalog;
  /** When listening began, for a data folder that has no memory yet. */
  now?: () => EpochMs;
}

export interface SignalQueries {
  /** Events of a step per minute, outcome ok, environment production; only those with a value of an attribute, or with any, where `part` says so. NaN is unknown, 0 a measured zero. */
  businessMinutes(
    q: {
      process: string;
      step: string;
      part?: { attribute: string; value?: string | undefined } | undefined;
    } & Interval,
  ): Promise<MinuteSeries>;
  /** The same of many steps at once, in the order asked. */
  manyBusinessMinutes(steps: readonly Step[], window: Interval): Promise<MinuteSeries[]>;
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
  /** The same in sums per step, from a start of one; NaN where none of its minutes was measured. */
  indicatorSteps(q: { measure: string; stepMinutes: number } & Interval): Promise<IndicatorSteps>;
  /** Up to when all sources of a process or component are complete; null when one never was. */
  completeUntil(q: { process?: string; component?: string; now: EpochMs }): Promise<EpochMs | null>;
  sources(now: EpochMs): Promise<SourceStatus[]>;
  /** Who called whom in the window, as traces show it; environment production. */
  dependencies(q: Interval): Promise<DiscoveredDependency[]>;
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
    const [states, all, { hash, at }] = await Promise.all([
      measurements.ask({ ask: 'states', prefix: '' }),
      measurements.ask({ ask: 'series' }),
      measurements.ask({ ask: 'ids', from: now() - idMemoryMs }),
    ]);
    restore(states, memory);
    for (const series of all) memory.addSeries(series);
    memory.ids.add(hash, at);
    return memory;
  }
  function memory(): Promise<IntakeMemory> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  return {
    memory,

    async importedAt(process) {
      const { sources } = await memory();
      const times = sourcesOfProcess(catalog(), process).map((name) => sources.get(name)?.importedAt ?? 0);
      return Math.max(0, ...times) || null;
    },

    async businessMinutes({ process, step, part, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(measurements, proofsOfProcess(catalog(), process), window);
      const all = (await eventSeries(measurements, { process, step }, 'counts')).filter(isOk);
      const series = part === undefined ? all : all.filter(isOfPart(part));
      return { from: window.from, counts: await sums(measurements, series, flags, window) };
    },

    manyBusinessMinutes: (steps, window) => manyBusinessMinutes({ measurements, catalog: catalog() }, steps, window),

    async businessMoney({ process, step, currency, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(measurements, proofsOfProcess(catalog(), process), window);
      const all = (await eventSeries(measurements, { process, step }, 'money')).filter(isOk);
      const series = all.filter(({ labels }) => labels.currency === currency);
      return { from: window.from, counts: await sums(measurements, series, flags, window) };
    },

    async conversion({ process, started, finished, ...given }) {
      const window = wholeMinutes(given);
      const flags = await measured(measurements, proofsOfProcess(catalog(), process), window);
      if (flags.length === 0 || flags.includes(0)) return null;
      const names = [anonymousName(process, started), anonymousName(process, finished)];
      const unnamed = await Promise.all(names.map((name) => measurements.ask({ ask: 'series', name })));
      if ((await total(measurements, unnamed.flat(), window)) === 0) {
        return {
          started: await users(measurements, { process, step: started }, window),
          finished: await users(measurements, { process, step: finished, outcome: 'ok' }, window),
          counted: 'users',
        };
      }
      const began = await eventSeries(measurements, { process, step: started }, 'counts');
      const ended = (await eventSeries(measurements, { process, step: finished }, 'counts')).filter(isOk);
      return {
        started: await total(measurements, began, window),
        finished: await total(measurements, ended, window),
        counted: 'events',
      };
    },

    async indicatorMinutes({ measure, ...given }) {
      const window = wholeMinutes(given);
      const spec = measureNamed(catalog(), measure)?.spec;
      if (spec !== undefined) return indicatorOf(measurements, spec, window);
      const unknown = new Float64Array((window.to - window.from) / minute).fill(Number.NaN);
      return {
        from: window.from,
        good: unknown,
        valid: unknown.slice(),
        notes: [`there is no Measure named ${measure}`],
      };
    },

    async indicatorSteps({ measure, stepMinutes, ...given }) {
      const window = wholeMinutes(given);
      const spec = measureNamed(catalog(), measure)?.spec;
      if (spec !== undefined) return indicatorInSteps(measurements, spec, window, stepMinutes);
      const unknown = new Float64Array((window.to - window.from) / minute / stepMinutes).fill(Number.NaN);
      return { from: window.from, good: unknown, valid: unknown.slice() };
    },

    async completeUntil({ process, component, now: at }) {
      const remembered = await memory();
      if (process !== undefined) return processCompleteUntil(catalog(), remembered, process);
      return component === undefined ? null : componentCompleteUntil(catalog(), remembered, component, at);
    },

    dependencies: (window) => dependenciesIn(measurements, window),

    async sources(at) {
      const remembered = await memory();
      return allSources(catalog()).map((source) => ({
        ...statusOf(source, remembered.sources.get(source.name), at),
        edges: edgeStatus(remembered.traces, source.name),
        pull: pullStatus(remembered.pulls, source),
      }));
    },
  };
}

/** Without a value: whatever names the attribute. */
const isOfPart =
  ({ attribute, value }: { attribute: string; value?: string | undefined }) =>
  ({ labels }: SeriesRow): boolean =>
    value === undefined ? labels[attribute] !== undefined : labels[attribute] === value;

const isOk = ({ labels }: SeriesRow): boolean => labels.outcome === 'ok';
