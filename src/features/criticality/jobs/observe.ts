import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import { type Catalog, componentsOf, processesOf, processNamed, revisionOf } from '../../catalog/catalog.ts';
import { groundsOf } from '../../catalog/grounds.ts';
import { calendarOfProcess } from '../../expectations/calendar-of-process.ts';
import type { Alarm } from '../../objectives/contract.ts';
import { type Indicator, indicatorsOf } from '../../objectives/indicator.ts';
import type { IndicatorMinutes } from '../../objectives/indicator-minutes.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { isInLedger, ledgerOutages, lookedAt } from '../observed/ledger-outages.ts';
import { measuredDays, measuredFromOutages, measuredFromRequests } from '../observed/measured-availability.ts';
import { observedDays, observeProcess } from '../observed/observed.ts';
import type { RecordedOutage } from '../observed/recorded-outage.ts';
import { refineAlarm } from '../observed/refine-alarm.ts';
import { standpointsOf } from '../observed/standpoints.ts';
import type { ObservedQueries } from '../queries/observed.ts';
import { Abandoned, Thread } from '../queries/thread.ts';

interface Deps {
  catalog: () => Catalog;
  signals: {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    indicatorMinutes(q: { measure: string } & Interval): Promise<IndicatorMinutes & { notes: string[] }>;
  };
  objectives: { alarms(period: Interval): Promise<Alarm[]> };
  outages: Pick<OutageQueries, 'list'>;
  observed: ObservedQueries;
}

export interface ObserveJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Everything is looked at again so often. */
const roundEvery = hour;
/** A tick looks into the minutes of so many new alarms, and of so many components. */
const alarmsPerTick = 20;
const componentsPerTick = 2;
const processesPerTick = 20;
/** A pair whose outages have not changed is still worked out anew so often: its quiet days have moved on. */
const anewEvery = day;
const longestStudyMs = 120_000;

/** What is left to do of a round; it works on the catalogue and the time with which it began. */
interface Round {
  at: EpochMs;
  catalog: Catalog;
  alarms: Alarm[];
  /** Of the ledger; `outages` holds them too, and what only alarms tell. */
  ledger: RecordedOutage[];
  outages: RecordedOutage[];
  processes: string[];
  components: string[];
}

/**
 * Goes round all components and processes once an hour, a few a tick: what each component's outages were, what its processes lost in
 * them (worked out in a thread of its own, begun by a tick and waited for by none), and how often it was out by itself. What
 * cannot be read is left out until the next round; the run then fails so that the clock reports it.
 */
export function observeJob({ catalog, signals, objectives, outages: ledger, observed }: Deps): ObserveJob {
  const thread = new Thread(longestStudyMs);
  /** By alarm; one that has ended does not change any more. */
  const refined = new Map<string, { endedAt: string | null; outage: RecordedOutage }>();
  const known = new Map<string, { outages: string; at: EpochMs }>();
  let round: Round | null = null;
  let lastRound = Number.NEGATIVE_INFINITY;
  let lastVersion = '';
  let underWay: Promise<void> | null = null;
  let problem: unknown = null;

  async function begin(now: EpochMs): Promise<Round> {
    const at = bucketStart(now, minute);
    const current = catalog();
    const period = { from: at - observedDays * day, to: at };
    const alarms = await objectives.alarms(period);
    const recorded = ledgerOutages(await ledger.list({ ...period, states: lookedAt }), at);
    const ids = new Set(alarms.map(({ id }) => id));
    for (const id of refined.keys()) if (!ids.has(id)) refined.delete(id);
    const names = (documents: readonly { metadata: { name: string } }[]): string[] =>
      documents.map(({ metadata }) => metadata.name);
    const processes = names(processesOf(current));
    const components = names(componentsOf(current));
    observed.forgetOthers(new Set(processes), new Set(components));
    lastRound = now;
    return {
      at,
      catalog: current,
      alarms: [...alarms],
      ledger: recorded,
      outages: [...recorded],
      processes,
      components,
    };
  }

  /** The outage behind an alarm, from the minutes of its indicator. */
  async function outageOf(alarm: Alarm, indicator: Indicator, at: EpochMs): Promise<RecordedOutage> {
    const before = refined.get(alarm.id);
    if (before !== undefined && alarm.endedAt !== null && before.endedAt === alarm.endedAt) return before.outage;
    const { component, type, measure } = indicator;
    const seen = { from: Date.parse(alarm.startedAt), to: alarm.endedAt === null ? at : Date.parse(alarm.endedAt) };
    const period = { from: seen.from - indicator.objective.overMinutes * minute, to: seen.to };
    const outage = refineAlarm({ component, type, ...seen }, await signals.indicatorMinutes({ measure, ...period }));
    refined.set(alarm.id, { endedAt: alarm.endedAt, outage });
    return outage;
  }

  async function refineSome(of: Round): Promise<void> {
    const indicators = new Map(indicatorsOf(of.catalog).map((indicator) => [indicator.measure, indicator]));
    for (let looked = 0; looked < alarmsPerTick; looked++) {
      const alarm = of.alarms.shift();
      const indicator = alarm && indicators.get(alarm.measure);
      if (indicator === undefined) continue;
      const outage = await outageOf(alarm!, indicator, of.at);
      if (!isInLedger(outage, of.ledger)) of.outages.push(outage);
    }
  }

  async function measureSome(of: Round): Promise<void> {
    const indicators = indicatorsOf(of.catalog).filter(({ type }) => type === 'availability');
    const groundsUnder = groundsOf(of.catalog);
    const period = { from: of.at - measuredDays * day, to: of.at };
    for (let looked = 0; looked < componentsPerTick; looked++) {
      const component = of.components.shift();
      if (component === undefined) return;
      const own = indicators.filter((one) => one.component === component);
      const grounds = groundsUnder(component);
      const below = of.outages.filter((one) => grounds.has(one.component));
      const minutes = [];
      for (const { measure } of own) minutes.push(await signals.indicatorMinutes({ measure, ...period }));
      const recorded = own.length === 0 && of.outages.some((one) => one.component === component);
      observed.keepMeasured(
        component,
        recorded
          ? measuredFromOutages(component, of.outages, below, period)
          : measuredFromRequests(component, minutes, below),
      );
    }
  }

  /** Resolves to whether it was work; a process none of whose components was out is told in passing. */
  async function study(of: Round, name: string): Promise<boolean> {
    const process = processNamed(of.catalog, name)!;
    const { kpi, timeZone } = process.spec;
    const standpoints = standpointsOf(of.catalog, name, new Set(of.outages.map(({ component }) => component)));
    const names = new Set(standpoints.map(({ component }) => component));
    const outages = of.outages.filter(({ component }) => names.has(component));
    const key = JSON.stringify([kpi, timeZone, standpoints, outages]);
    const before = known.get(name);
    if (before?.outages === key && of.at - before.at < anewEvery) return false;
    const calendar = calendarOfProcess(of.catalog, process, of.at);
    const question = { process: name, timeZone, calendar, standpoints, outages };
    const period = { from: of.at - observedDays * day, to: of.at };
    const quiet = outages.length === 0;
    const series = quiet
      ? { from: of.at, counts: new Float64Array(0) }
      : knownPart(await signals.businessMinutes({ process: name, step: kpi, ...period }));
    const asked = { ...question, series };
    observed.keepCouplings(name, quiet ? observeProcess(asked) : await thread.ask({ do: 'observe', question: asked }));
    known.set(name, { outages: key, at: of.at });
    return !quiet;
  }

  /** Up to one process that is work, and those in passing before it. */
  async function studySome(of: Round): Promise<void> {
    for (let looked = 0; looked < processesPerTick; looked++) {
      const name = of.processes.shift();
      if (name === undefined || (await study(of, name))) return;
    }
  }

  function beginStudy(of: Round): void {
    underWay = studySome(of)
      .catch((error: unknown) => {
        if (!(error instanceof Abandoned)) problem ??= error;
      })
      .finally(() => {
        underWay = null;
      });
  }

  async function goOn(of: Round): Promise<void> {
    if (of.alarms.length > 0) return refineSome(of);
    observed.keepOutages(of.outages);
    if (underWay === null && of.processes.length > 0) beginStudy(of);
    if (of.components.length > 0) await measureSome(of);
    else if (of.processes.length === 0 && underWay === null) {
      round = null;
      // nothing to do for an hour: the memory is of more use elsewhere
      await thread.end();
    }
  }

  async function run(now: EpochMs): Promise<void> {
    const failure = problem;
    problem = null;
    const version = revisionOf(catalog());
    if (version !== lastVersion || (round === null && now - lastRound >= roundEvery)) {
      round = await begin(now);
      lastVersion = version;
    }
    if (round !== null) await goOn(round);
    if (failure !== null) throw failure;
  }

  async function settled(): Promise<void> {
    while (underWay !== null) await underWay;
  }

  return {
    name: 'observe',
    run,
    settled,
    async stop() {
      await thread.end();
      await settled();
    },
  };
}

/** Without the time before anything was measured. */
function knownPart({ from, counts }: MinuteSeries): MinuteSeries {
  const first = counts.findIndex((count) => !Number.isNaN(count));
  return first < 0
    ? { from, counts: new Float64Array(0) }
    : { from: from + first * minute, counts: counts.slice(first) };
}
