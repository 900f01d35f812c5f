import type { Kysely } from 'kysely';
import { ProductError } from '../../errors.ts';
import type { Breakdown } from '../../maths/breakdown.ts';
import { day, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { Drops, Tables } from '../../stores/records/tables.ts';
import { type Catalog, type Document, processesOf, processNamed } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import { didYouMean } from '../catalog/suggestion.ts';
import { levelAt } from '../catalog/terms-history.ts';
import type { Learned } from '../expectations/learn.ts';
import { sourcesOfProcess } from '../signals/source.ts';
import { breakdownOf } from './breakdown.ts';
import type { Drop, ImpactClass, ImpactCurve, ProcessImpact } from './contract.ts';
import { alignedTo, curveLeadMinutes, impactCurve } from './curve.ts';
import { type DropRecord, dropOf } from './drop-record.ts';
import type { EventValue } from './event-value.ts';
import { type ImpactMemory, nothingRemembered } from './step.ts';
import type { TriedImpact } from './tried-thresholds.ts';
import type { WalkState } from './walk-state.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: { businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries> };
  expectations: { learned(process: string): Learned | null };
}

/** The last tick's result for one process, with the walk behind it. */
export interface HeldImpact {
  impact: ProcessImpact;
  state: WalkState | null;
  value: EventValue | null;
  /** What thresholds that are tried out say of it. */
  tried?: TriedImpact;
}

export type ImpactQueries = ReturnType<typeof impactQueries>;

/** What others ask of impact. The state of now is held in memory, as the last completed tick left it; drops are records. */
export function impactQueries({ records, catalog, signals, expectations }: Deps) {
  let held: ReadonlyMap<string, HeldImpact> = new Map();
  let lastJudged = '';

  /** Throws ProductError `not_found`, with the nearest name, when the catalogue holds no such process. */
  function named(name: string): Document<ProcessSpec> {
    const process = processNamed(catalog(), name);
    if (process) return process;
    const names = processesOf(catalog()).map(({ metadata }) => metadata.name);
    throw new ProductError('not_found', `No process has this name${didYouMean(name, names) || '.'}`);
  }

  async function recordsIn({ from, to, process }: Interval & { process?: string | undefined }): Promise<DropRecord[]> {
    let query = records
      .selectFrom('drops')
      .selectAll()
      .where('onset', '<', to)
      .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]));
    if (process !== undefined) query = query.where('process', '=', process);
    return (await query.orderBy('onset').orderBy('id').execute()).map(recordOf);
  }

  async function judged(): Promise<Record<string, EpochMs>> {
    const row = await records
      .selectFrom('settings')
      .select('value')
      .where('name', '=', judgedSetting)
      .executeTakeFirst();
    return row ? (JSON.parse(row.value) as Record<string, EpochMs>) : {};
  }

  return {
    /** Every process as of the last completed tick, in catalogue order; empty before the first. */
    current: (): ProcessImpact[] => [...held.values()].map(({ impact }) => impact),

    /** The same by the thresholds that are tried out, of the processes that try some out. */
    tried: (): TriedImpact[] => [...held.values()].flatMap(({ tried }) => tried ?? []),

    /** What one completion of a process is worth, as of the last completed tick; null where nobody knows. */
    eventValue: (process: string): EventValue | null => held.get(process)?.value ?? null,

    /** Replaces what `current`, `eventValue` and `breakdown` answer. */
    keep(next: ReadonlyMap<string, HeldImpact>): void {
      held = next;
    },

    /** Drops that lasted at some time in the period (open ones included), oldest first. */
    async drops(q: Interval & { process?: string | undefined }): Promise<Drop[]> {
      const present = catalog();
      return (await recordsIn(q)).map((drop) => dropOf(drop, levelAt(present, drop.process, drop.detectedAt)));
    },

    /** What a process's judging goes on from after a start: its open drop and those that ended within the last day. */
    async remembered(process: string, now: EpochMs): Promise<ImpactMemory> {
      const rows = await recordsIn({ from: now - day, to: now + day, process });
      const open = rows.filter(({ endedAt }) => endedAt === null).at(-1) ?? null;
      const judgedUntil = (await judged())[process] ?? 0;
      return { ...nothingRemembered, open, recent: rows.filter(({ endedAt }) => endedAt !== null), judgedUntil };
    },

    /** Keeps up to which minute each process was judged, so that a start does not dig up what was decided before. */
    async saveJudged(untils: readonly (readonly [string, EpochMs])[]): Promise<void> {
      const value = JSON.stringify(Object.fromEntries(untils));
      if (value === lastJudged) return;
      await records
        .insertInto('settings')
        .values({ name: judgedSetting, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
      lastJudged = value;
    },

    /** Writes drops that opened, changed or ended; the same drop twice is one row. */
    async save(drops: readonly DropRecord[], now: EpochMs): Promise<void> {
      for (const drop of drops) {
        const row = rowOf(drop, now);
        await records
          .insertInto('drops')
          .values(row)
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute();
      }
    },

    /**
     * Actual, expected and its interval per step of `stepMinutes`, from and to widened to whole steps.
     * ProductError `not_found` on an unknown process.
     */
    async curve(name: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<ImpactCurve> {
      const { spec } = named(name);
      const period = alignedTo({ from, to }, stepMinutes);
      const lead = { from: period.from - curveLeadMinutes * minute, to: period.to };
      const learned = expectations.learned(name);
      const profile = learned && 'profile' in learned ? learned.profile : null;
      const [minutes, drops] = await Promise.all([
        signals.businessMinutes({ process: name, step: spec.kpi, ...lead }),
        recordsIn({ ...lead, process: name }),
      ]);
      const hidden = drops.map(({ levelUntil, endedAt }) => ({ from: levelUntil, to: endedAt ?? period.to }));
      return impactCurve({ process: name, step: spec.kpi }, profile, minutes, hidden, period, stepMinutes);
    },

    /** How the present numbers of a process are made. ProductError `not_found` on an unknown process. */
    async breakdown(name: string): Promise<Breakdown> {
      named(name);
      const one = held.get(name);
      if (!one) throw new ProductError('not_found', 'No tick has judged this process yet.');
      return breakdownOf(one.impact, one.state, one.value, sourcesOfProcess(catalog(), name));
    },
  };
}

const judgedSetting = 'impact.judged-until';

type StoredState = Pick<DropRecord, 'levelUntil' | 'bleed' | 'impactShare' | 'lost' | 'money'>;

function recordOf(row: Drops): DropRecord {
  return {
    ...(JSON.parse(row.state) as StoredState),
    id: row.id,
    process: row.process,
    onset: row.onset,
    detectedAt: row.detected_at,
    endedAt: row.ended_at,
    class: row.class as ImpactClass | null,
  };
}

function rowOf({ levelUntil, bleed, impactShare, lost, money, ...drop }: DropRecord, now: EpochMs): Drops {
  return {
    id: drop.id,
    process: drop.process,
    onset: drop.onset,
    detected_at: drop.detectedAt,
    ended_at: drop.endedAt,
    class: drop.class,
    state: JSON.stringify({ levelUntil, ...(bleed ? { bleed } : {}), impactShare, lost, money } satisfies StoredState),
    updated_at: now,
  };
}
