import { bucketStart, day, type EpochMs, hour, type Interval, minute, toRfc3339 } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import { type Catalog, type Document, processesOf, revisionOf } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { levelAt, thresholdsValid } from '../catalog/terms-history.ts';
import type { Learned } from '../expectations/learn.ts';
import type { ExpectationQueries } from '../expectations/queries.ts';
import type { ProcessImpact } from './contract.ts';
import { type EventValue, fixedValue, learnEventValue } from './event-value.ts';
import type { ImpactFacts } from './facts.ts';
import { patienceOfProcess } from './patience-of-process.ts';
import type { HeldImpact, ImpactQueries } from './queries.ts';
import { rulesOfProcess } from './rules-of-process.ts';
import { type ImpactMemory, step } from './step.ts';
import { stepTried } from './tried-thresholds.ts';

interface Deps {
  catalog: () => Catalog;
  signals: {
    businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries>;
    businessMoney(q: { process: string; step: string; currency: string } & Interval): Promise<MinuteSeries>;
    conversion(
      q: { process: string; started: string; finished: string } & Interval,
    ): Promise<ProcessImpact['conversion']>;
  };
  expectations: Pick<ExpectationQueries, 'learned' | 'recent' | 'settle'>;
  impact: ImpactQueries;
}

const notRead: Learned = { refusal: 'The history has not been read yet.' };
const valueDays = 7;
const conversionMinutes = 30;

interface Remembered {
  memory: ImpactMemory;
  /** Of thresholds that are tried out; in memory alone. */
  tried: ImpactMemory | null;
  value: EventValue | null;
  valueAt: EpochMs;
  /** What was learned when the value was: a new profile may come from newly loaded history. */
  valueOf: Learned | null;
  conversion: ProcessImpact['conversion'];
  conversionAt: EpochMs | null;
  /** What the last decision was made from, and what it was: nothing new, nothing to decide. */
  decided: {
    until: EpochMs | null;
    learned: Learned;
    value: EventValue | null;
    revision: string;
    held: HeldImpact;
  } | null;
}

/**
 * Judges every process once a tick: load, decide (`step`, pure), save. What it remembers is found again in the table of
 * drops after a restart. A process that cannot be read does not stop the others; the run then fails and is reported.
 */
export function impactJobs(deps: Deps): { name: string; run(now: EpochMs): Promise<void> }[] {
  const { signals, expectations, impact } = deps;
  const remembered = new Map<string, Remembered>();

  /** What an event is worth: fixed by the catalogue, or the amounts of the last week, looked at once an hour and after each learning. */
  async function bringValue(one: Remembered, { metadata, spec }: Document<ProcessSpec>, now: EpochMs): Promise<void> {
    if (!spec.value) one.value = null;
    else if (!('from' in spec.value)) one.value = fixedValue(spec.value);
    else if (now - one.valueAt >= hour || one.valueOf !== expectations.learned(metadata.name)) {
      const { currency } = spec.value;
      const to = bucketStart(now, hour);
      const q = { process: metadata.name, step: spec.kpi, from: to - valueDays * day, to };
      const [counts, money] = await Promise.all([
        signals.businessMinutes(q),
        signals.businessMoney({ ...q, currency }),
      ]);
      one.value = learnEventValue(counts, money, currency) ?? one.value;
      one.valueAt = now;
      one.valueOf = expectations.learned(metadata.name);
    }
  }

  async function bringConversion(
    one: Remembered,
    { metadata, spec }: Document<ProcessSpec>,
    until: EpochMs | null,
  ): Promise<void> {
    const started = spec.steps[0];
    if (until === null || until === one.conversionAt || started === undefined || started === spec.kpi) return;
    const period = { from: until - conversionMinutes * minute, to: until };
    one.conversion = await signals.conversion({ process: metadata.name, started, finished: spec.kpi, ...period });
    one.conversionAt = until;
  }

  async function judge(process: Document<ProcessSpec>, now: EpochMs): Promise<HeldImpact> {
    const { name } = process.metadata;
    let one = remembered.get(name);
    if (!one) {
      const memory = await impact.remembered(name, now);
      one = {
        memory,
        tried: null,
        value: null,
        valueAt: 0,
        valueOf: null,
        conversion: null,
        conversionAt: null,
        decided: null,
      };
      remembered.set(name, one);
    }
    const recent = expectations.recent(name);
    const until = recent?.completeUntil == null ? null : bucketStart(recent.completeUntil, minute);
    await bringValue(one, process, now);
    await bringConversion(one, process, until);
    const learned = expectations.learned(name) ?? notRead;
    const catalog = deps.catalog();
    const revision = revisionOf(catalog);
    const silentAfterMs = patienceOfProcess(catalog, name);
    const { decided } = one;
    const alive = until !== null && now - until < silentAfterMs;
    if (
      alive &&
      decided?.until === until &&
      decided.learned === learned &&
      decided.value === one.value &&
      decided.revision === revision &&
      recent?.revisedFrom == null
    ) {
      return { ...decided.held, impact: { ...decided.held.impact, asOf: toRfc3339(now) } };
    }
    const facts: ImpactFacts = {
      process: name,
      step: process.spec.kpi,
      expectation: learned,
      rules:
        'profile' in learned
          ? rulesOfProcess(process, learned.profile, one.value, (at) =>
              thresholdsValid(catalog, name, Math.min(at, now)),
            )
          : null,
      levelAt: (at) => levelAt(catalog, name, at),
      series: recent?.series ?? { from: now, counts: new Float64Array(0) },
      completeUntil: until,
      silentAfterMs,
      revisedFrom: recent?.revisedFrom ?? null,
      value: one.value,
      conversion: one.conversion,
      notes: notesOf(process, one.value, 'profile' in learned ? learned.profile.notes : []),
    };
    const stepped = step(one.memory, facts, now);
    await impact.save(stepped.changed, now);
    // only after the records hold it: a failed write is tried again with the next tick
    one.memory = stepped.memory;
    if (stepped.state) expectations.settle(name);
    const tried = stepTried(process, one.tried, facts, now);
    one.tried = tried?.stepped.memory ?? null;
    const held = {
      ...{ impact: stepped.impact, state: stepped.state, value: one.value },
      ...(tried === null ? {} : { tried: tried.tried }),
    };
    one.decided = alive ? { until, learned, value: one.value, revision, held } : null;
    return held;
  }

  async function run(now: EpochMs): Promise<void> {
    const processes = processesOf(deps.catalog());
    const outcomes = await Promise.allSettled(processes.map((process) => judge(process, now)));
    const held = new Map<string, HeldImpact>();
    outcomes.forEach((outcome, i) => {
      if (outcome.status === 'fulfilled') held.set(processes[i]!.metadata.name, outcome.value);
    });
    impact.keep(held);
    await impact.saveJudged([...remembered].map(([name, { memory }]) => [name, memory.judgedUntil]));
    for (const name of remembered.keys())
      if (!processes.some(({ metadata }) => metadata.name === name)) remembered.delete(name);
    const failure = outcomes.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
  }
  return [{ name: 'impact', run }];
}

function notesOf({ spec }: Document<ProcessSpec>, value: EventValue | null, learned: readonly string[]): string[] {
  const notes = [...learned];
  if (spec.value && value === null) notes.push('Too few amounts in the last seven days to say what an event is worth.');
  return notes;
}
