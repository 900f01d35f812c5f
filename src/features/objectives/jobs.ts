import type { Kysely } from 'kysely';
import { bucketStart, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { Tables } from '../../stores/records/tables.ts';
import { type Catalog, componentsOf } from '../catalog/catalog.ts';
import { lagAllowed, sourceNamed } from '../signals/source.ts';
import type { ComponentHealth } from './contract.ts';
import { type Followed, follow, minutesNeeded, resume } from './follow-indicator.ts';
import { alarmId, healthOf, type Reading, statusOf } from './health.ts';
import { type Indicator, indicatorsOf } from './indicator.ts';
import type { IndicatorMinutes } from './indicator-minutes.ts';
import { type Judged, readingOf } from './reading.ts';
import type { AlarmSpell } from './step-alarm.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: {
    indicatorMinutes(q: { measure: string } & Interval): Promise<IndicatorMinutes & { notes: string[] }>;
    completeUntil(q: { component: string; now: EpochMs }): Promise<EpochMs | null>;
  };
  objectives: {
    newestAlarms(): Promise<Map<string, AlarmSpell>>;
    keep(health: readonly ComponentHealth[]): void;
  };
}

interface Memory extends Followed {
  catalogVersion: number;
  judged: Judged;
}

/**
 * Judges every indicator once per complete minute, writes alarms that opened or closed, and keeps the health of every
 * component. What it remembers between ticks is found again in the table of alarms after a restart. An indicator that
 * cannot be read shows as unknown, the others go on, and the run then fails so that the clock reports it.
 */
export function objectiveJobs(deps: Deps): { name: string; run(now: EpochMs): Promise<void> }[] {
  const memory = new Map<string, Memory>();
  let newest = new Map<string, AlarmSpell>();
  let knownVersion: number | undefined;

  async function judgeOne(indicator: Indicator, until: EpochMs, catalogVersion: number): Promise<Followup> {
    const known = memory.get(indicator.measure);
    if (known && known.judged.to === until && known.catalogVersion === catalogVersion) {
      return { indicator, next: known, written: [] };
    }
    const before = known ?? resume(newest.get(indicator.measure), until);
    const period = minutesNeeded(before, until, indicator.objective);
    const minutes = await deps.signals.indicatorMinutes({ measure: indicator.measure, ...period });
    const { after, closed, state, counted } = follow(before, until, minutes, indicator.objective);
    const { openSince } = after.alarm;
    const opened =
      openSince !== null && openSince !== before.alarm.openSince ? [{ startedAt: openSince, endedAt: null }] : [];
    const judged = { to: until, state, counted, notes: minutes.notes };
    return { indicator, next: { ...after, catalogVersion, judged }, written: [...closed, ...opened] };
  }

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const indicators = indicatorsOf(catalog);
    const changed = knownVersion !== catalog.version;
    if (changed) newest = await deps.objectives.newestAlarms();
    const measured = [...new Set(indicators.map(({ component }) => component))];
    const untils = new Map<string, EpochMs | null>();
    for (const component of measured) {
      const until = await deps.signals.completeUntil({ component, now });
      untils.set(component, until === null ? null : bucketStart(until, minute));
    }

    const outcomes = await Promise.allSettled(
      indicators.map(async (indicator) => {
        const until = untils.get(indicator.component) ?? null;
        return until === null ? null : judgeOne(indicator, until, catalog.version);
      }),
    );
    const followups = outcomes.flatMap((one) => (one.status === 'fulfilled' && one.value ? [one.value] : []));
    await writeAlarms(deps.records, followups, now);
    if (changed) await closeOrphans(deps.records, indicators, now);
    knownVersion = catalog.version;
    for (const { indicator, next } of followups) memory.set(indicator.measure, next);
    forgetOthers(memory, indicators);

    const readings = new Map<string, Reading>();
    indicators.forEach((indicator, index) => {
      const known = memory.get(indicator.measure);
      const until = untils.get(indicator.component) ?? null;
      const silentAfterMs = lagAllowed(sourceNamed(catalog, indicator.source)?.silentAfterMs ?? 3 * minute);
      const failed = outcomes[index]!.status === 'rejected';
      const openSince = known?.alarm.openSince ?? null;
      readings.set(
        indicator.measure,
        readingOf({ until, silentAfterMs, judged: known?.judged ?? null, openSince, failed, now }),
      );
    });
    deps.objectives.keep(
      componentsOf(catalog).map(({ metadata: { name } }) => {
        const own = indicators.filter(({ component }) => component === name);
        return healthOf(
          name,
          now,
          own.map((indicator) => statusOf(indicator, readings.get(indicator.measure)!)),
        );
      }),
    );
    const failure = outcomes.find((one) => one.status === 'rejected');
    if (failure) throw failure.reason;
  }

  return [{ name: 'objectives', run }];
}

interface Followup {
  indicator: Indicator;
  next: Memory;
  written: AlarmSpell[];
}

/** One statement, so all or nothing; the id is made of measure and start, so a repeat changes nothing. */
async function writeAlarms(records: Kysely<Tables>, followups: readonly Followup[], now: EpochMs): Promise<void> {
  const rows = followups.flatMap(({ indicator: { measure, component }, written }) =>
    written.map(({ startedAt, endedAt }) => ({
      id: alarmId(measure, startedAt),
      component,
      measure,
      started_at: startedAt,
      ended_at: endedAt,
      updated_at: now,
    })),
  );
  if (rows.length === 0) return;
  await records
    .insertInto('alarms')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        ended_at: ref('excluded.ended_at'),
        updated_at: ref('excluded.updated_at'),
      })),
    )
    .execute();
}

/** Alarms of measures that left the catalogue end now: nobody judges them any more. */
async function closeOrphans(records: Kysely<Tables>, indicators: readonly Indicator[], now: EpochMs): Promise<void> {
  const measures = indicators.map(({ measure }) => measure);
  const update = records
    .updateTable('alarms')
    .set({ ended_at: bucketStart(now, minute), updated_at: now })
    .where('ended_at', 'is', null);
  await (measures.length > 0 ? update.where('measure', 'not in', measures) : update).execute();
}

function forgetOthers(memory: Map<string, Memory>, indicators: readonly Indicator[]): void {
  const named = new Set(indicators.map(({ measure }) => measure));
  for (const measure of memory.keys()) if (!named.has(measure)) memory.delete(measure);
}
