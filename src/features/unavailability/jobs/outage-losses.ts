import type { Kysely } from 'kysely';
import { bucketStart, day, type EpochMs, hour, type Interval, minute } from '../../../maths/instants.ts';
import type { MinuteSeries } from '../../../maths/minute-series.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, processNamed } from '../../catalog/catalog.ts';
import { calendarOfProcess } from '../../expectations/calendar-of-process.ts';
import type { EventValue } from '../../impact/event-value.ts';
import { measureOutage } from '../../outages/actions/outages-seen.ts';
import type { Measured } from '../../outages/drafted-outage.ts';
import { endsOf, type Outage } from '../../outages/outage.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import { historyDays, horizonMinutes, lossDue, lossPeriod, lossQuestion } from '../outage-loss.ts';
import { goesOn, notBefore } from '../over-window.ts';
import { type AlarmDeps, alarmsOnMinutes } from '../queries/alarms-on-minutes.ts';
import { countCustomersLost } from '../queries/customers-lost.ts';
import { shareText } from '../seen-outage.ts';
import { lossApart } from './loss-apart.ts';

interface Deps extends AlarmDeps {
  config: { measurements: { peopleRetentionDays: number } };
  records: Kysely<Tables>;
  measurements: Measurements;
  log: { warn(fields: object, message: string): void };
  catalog: () => Catalog;
  signals: AlarmDeps['signals'] & {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    completeUntil(q: { process: string; now: EpochMs }): Promise<EpochMs | null>;
  };
  impact: { eventValue(process: string): EventValue | null };
  outages: OutageQueries;
}

export interface LossJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Older outages keep what they have: their minutes go. */
const lookedBackDays = 92;
/** What could not be measured is tried again so often. */
const patienceMs = hour;
/** Where nothing is written into the ledger it is looked through so often: time alone makes a loss final. */
const lookAgainMs = 5 * minute;
/** While an outage lasts, another share is written once it differs by so much: a trail of every minute tells nobody anything. */
const shareStep = 0.05;

/**
 * Measures ended outages: where their ends lie on the minutes, what was lost, and a day later what came back. One at a time, in a
 * thread of its own, begun by a tick and waited for by none. What cannot be measured is left and tried again within the hour. Of
 * those of components, the share that failed also while they last.
 */
export function lossJob(deps: Deps): LossJob {
  const { records, log, catalog, signals, impact, outages } = deps;
  const stopping = new AbortController();
  const tried = new Map<string, EpochMs>();
  let underWay: Promise<void> | null = null;
  let looked = { hash: '', at: Number.NEGATIVE_INFINITY };

  /** What only alarms saw: the share that failed, and once it is over its ends. False where nothing could be found. */
  async function measureComponent(outage: Outage, near: readonly Outage[], now: EpochMs): Promise<boolean> {
    const { detected, subject, state } = outage;
    if (outage.refined !== null || outage.incident === null || state === 'removed') return true;
    const lasts = detected.to === null;
    // of one that somebody looked at while it lasts, the share is theirs and its ends are not known yet
    if (lasts && state !== 'draft') return true;
    const found = await alarmsOnMinutes(deps, subject.name, detected, now);
    if (found === null) return lasts;
    const { failed, ...ends } = found;
    const share = failed === null ? null : shareText(failed);
    if (lasts && (share === null || Math.abs(Number(share) - Number(outage.share)) < shareStep)) return true;
    const refined = lasts ? {} : { refined: goesOn(outage, near) ? notBefore(detected.from, ends) : ends };
    const measured = { ...refined, ...(share === null ? {} : { share }) };
    await measureOutage({ records }, outage, measured, now, 'On the minutes of its measure.');
    return true;
  }

  async function measureProcess(outage: Outage, others: readonly Outage[], now: EpochMs): Promise<boolean> {
    const of = catalog();
    const process = processNamed(of, outage.subject.name);
    if (process === undefined) return false;
    const { name } = process.metadata;
    const until = await signals.completeUntil({ process: name, now });
    if (until === null || lossDue(outage, until) === null) return false;
    const { kpi: step, timeZone } = process.spec;
    const period = lossPeriod(outage, until);
    const series = knownPart(await signals.businessMinutes({ process: name, step, ...period }));
    const question = lossQuestion(outage, {
      ...{ series, timeZone, value: impact.eventValue(name) },
      calendar: calendarOfProcess(of, process, endsOf(outage).from),
      goesOn: goesOn(outage, others),
      others: others.map((one) => ({ from: endsOf(one).from, to: endsOf(one).to ?? period.to })),
    });
    const measured = await lossApart(question, stopping.signal);
    if ('refusal' in measured)
      log.warn({ outage: outage.id, refusal: measured.refusal }, 'could not measure an outage');
    else {
      const whole = await withCustomers(outage, measured, now);
      await measureOutage({ records }, outage, whole, now, 'On the minutes of the process.');
    }
    return true;
  }

  async function withCustomers(outage: Outage, measured: Measured, now: EpochMs): Promise<Measured> {
    const { from, to } = outage.corrected ?? measured.refined ?? outage.detected;
    if (to === null || !measured.loss) return measured;
    const { peopleRetentionDays } = deps.config.measurements;
    const customers = await countCustomersLost(
      { ...deps, catalog: catalog() },
      {
        ...{ process: outage.subject.name, outage: { from, to }, until: to + horizonMinutes * minute },
        // the day that goes next may be gone
        keptFrom: bucketStart(now - peopleRetentionDays * day, day) + day,
      },
    );
    return { ...measured, loss: { ...measured.loss, customers } };
  }

  /** One that takes a thread, and those in passing before it. */
  async function measureNext(now: EpochMs, before: { hash: string }): Promise<void> {
    const kept = await outages.list({ from: now - lookedBackDays * day, to: now });
    const bySubject = Map.groupBy(kept, ({ subject }) => subject.name);
    for (const outage of kept) {
      const key = `${outage.id} ${outage.revision}`;
      if (now - (tried.get(key) ?? Number.NEGATIVE_INFINITY) < patienceMs) continue;
      if (outage.subject.kind === 'component') {
        if (!(await measureComponent(outage, bySubject.get(outage.subject.name)!, now))) tried.set(key, now);
      }
      // what could be due by its own end is asked about; the data may be behind
      else if (lossDue(outage, now) !== null) {
        const near = bySubject.get(outage.subject.name)!.filter((one) => one !== outage && isNear(one, outage));
        if (!(await measureProcess(outage, near, now))) continue;
        tried.set(key, now);
        return;
      }
    }
    // all was looked at: the rest waits for a change, or for time
    looked = { hash: before.hash, at: now };
  }

  async function run(now: EpochMs): Promise<void> {
    if (underWay !== null) return;
    const { hash } = await outages.head();
    if (hash === looked.hash && now - looked.at < lookAgainMs) return;
    for (const [key, at] of tried) if (now - at >= patienceMs) tried.delete(key);
    underWay = measureNext(now, { hash })
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) log.warn({ error: String(error) }, 'could not measure an outage');
      })
      .finally(() => {
        underWay = null;
      });
  }

  async function settled(): Promise<void> {
    while (underWay !== null) await underWay;
  }

  return {
    name: 'outage losses',
    run,
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}

/** Whether another outage lies within what is learned from; a false alarm, or one that was none, hides nothing. */
function isNear(one: Outage, outage: Outage): boolean {
  if (one.subject.kind !== 'process' || one.state === 'removed' || one.kind === 'false-positive') return false;
  const [theirs, own] = [endsOf(one), endsOf(outage)];
  return theirs.from > own.from - historyDays * day && theirs.from < (own.to ?? own.from) + 2 * day;
}

/** Without the time before anything was measured. */
function knownPart({ from, counts }: MinuteSeries): MinuteSeries {
  const first = counts.findIndex((count) => !Number.isNaN(count));
  return first < 0
    ? { from, counts: new Float64Array(0) }
    : { from: from + first * minute, counts: counts.slice(first) };
}
