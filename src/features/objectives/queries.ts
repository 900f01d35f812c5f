import type { Kysely } from 'kysely';
import { ProductError } from '../../errors.ts';
import type { Breakdown } from '../../maths/breakdown.ts';
import type { EpochMs, Interval } from '../../maths/instants.ts';
import type { Alarms, Tables } from '../../stores/records/tables.ts';
import type { Catalog, Document } from '../catalog/catalog.ts';
import { didYouMean } from '../catalog/suggestion.ts';
import { alignedTo } from '../impact/curve.ts';
import { type MeasureSpec, measureNamed, measuresOf } from '../signals/measure.ts';
import { externalTimes } from '../signals/queries/external-alerts.ts';
import type { IndicatorSteps } from '../signals/steps.ts';
import { breakdownOf } from './breakdown.ts';
import type { Alarm, ComponentHealth, IndicatorCurve } from './contract.ts';
import { curveOf } from './curve.ts';
import { externalAlarm } from './external-alarm.ts';
import { alarmOf, statusOf } from './health.ts';
import { indicatorOf } from './indicator.ts';
import type { AlarmSpell } from './step-alarm.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: { indicatorSteps(q: { measure: string; stepMinutes: number } & Interval): Promise<IndicatorSteps> };
}

/** What others ask of objectives. Health is held in memory, as the last completed tick left it; alarms are records. */
export function objectiveQueries({ records, catalog, signals }: Deps) {
  let health: readonly ComponentHealth[] = [];

  /** Throws ProductError `not_found`, with the nearest name, when no indicator bears this one. */
  function indicatorNamed(measure: string): Document<MeasureSpec> {
    const document = measureNamed(catalog(), measure);
    if (document) return document;
    const hint = didYouMean(
      measure,
      measuresOf(catalog()).map(({ metadata }) => metadata.name),
    );
    throw new ProductError('not_found', `No technical measure with an objective has this name${hint || '.'}`);
  }

  return {
    /** Every component's health as of the last completed tick, in catalogue order; empty before the first. */
    current: (): ComponentHealth[] => [...health],

    /** Replaces what `current` answers. */
    keep(next: readonly ComponentHealth[]): void {
      health = next;
    },

    /**
     * Alarms that lasted at some time in the period (open ones included), oldest first: of the measures, and the alerts of other tools
     * whose component is known. The one place where both meet.
     */
    async alarms({ from, to }: Interval): Promise<Alarm[]> {
      const external = await externalTimes(records, catalog(), { from, to });
      const rows = await records
        .selectFrom('alarms')
        .selectAll()
        .where('started_at', '<', to)
        .where((where) => where.or([where('ended_at', 'is', null), where('ended_at', '>', from)]))
        .orderBy('started_at')
        .orderBy('id')
        .execute();
      const own = rows.map((row) => alarmOf(row, spellOf(row)));
      const others = external.map(externalAlarm).filter((one) => one !== null);
      return others.length === 0 ? own : [...own, ...others].sort(byBegin);
    },

    /** The newest alarm of each measure, by measure: where judging goes on after a restart. */
    async newestAlarms(): Promise<Map<string, AlarmSpell>> {
      const rows = await records
        .selectFrom('alarms as a')
        .selectAll('a')
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('alarms as b')
                .select('b.id')
                .whereRef('b.measure', '=', 'a.measure')
                .whereRef('b.started_at', '>', 'a.started_at'),
            ),
          ),
        )
        .execute();
      return new Map(rows.map((row) => [row.measure, spellOf(row)]));
    },

    /** Counts per step; steps are widened to whole ones of the UTC day. ProductError `not_found` on an unknown measure. */
    async curve(measure: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<IndicatorCurve> {
      const { metadata, spec } = indicatorNamed(measure);
      const indicator = { measure: metadata.name, component: spec.component, objectiveText: spec.objective.atLeast };
      const period = alignedTo({ from, to }, stepMinutes);
      return curveOf(indicator, await signals.indicatorSteps({ measure, stepMinutes, ...period }), stepMinutes);
    },

    /** How the present state is made. ProductError `not_found` on an unknown measure. */
    async breakdown(measure: string): Promise<Breakdown> {
      const indicator = indicatorOf(indicatorNamed(measure));
      const status = health.flatMap(({ indicators }) => indicators).find((one) => one.measure === measure);
      return breakdownOf(indicator, status ?? statusOf(indicator, notYetJudged));
    },
  };
}

const byBegin = (a: Alarm, b: Alarm): number =>
  Date.parse(a.startedAt) - Date.parse(b.startedAt) || (a.id < b.id ? -1 : 1);

const notYetJudged = {
  to: 0,
  state: 'unknown',
  counted: null,
  openSince: null,
  notes: ['No tick has judged this measure yet.'],
} as const;

function spellOf(row: Alarms): AlarmSpell {
  return { startedAt: row.started_at, endedAt: row.ended_at };
}

export type ObjectiveQueries = ReturnType<typeof objectiveQueries>;
