import type { Kysely, Transaction } from 'kysely';
import { bucketStart, type EpochMs, type Interval, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { again, beginPast, judgePast, type PastJudged, sliceOf } from '../alarm-history.ts';
import { longestCatchUp } from '../follow-indicator.ts';
import { alarmId } from '../health.ts';
import { type Indicator, indicatorsOf } from '../indicator.ts';
import type { IndicatorMinutes } from '../indicator-minutes.ts';
import { alarmHistorySetting, pastJudged } from '../queries/alarm-history.ts';
import type { AlarmSpell } from '../step-alarm.ts';

interface Deps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  signals: {
    indicatorMinutes(q: { measure: string } & Interval): Promise<IndicatorMinutes>;
    memory(): Promise<{ sources: ReadonlyMap<string, { importedAt: EpochMs | null }> }>;
  };
}

/** Parts of an import follow each other faster than this. */
const importSettlesMs = 30_000;
/** What one tick may take for it. */
const budgetMs = 150;

/**
 * Judges what was imported: the alarms that the present rules would have raised in the weeks before Waga listened, so that the noise of an
 * alert and its worth are known from the first day. It calls nobody: who is called is decided on the last day alone. A little each tick;
 * how far it came is kept with what it found, so that a restart goes on and repeats nothing.
 */
export function alarmHistoryJob(deps: Deps): { name: string; run(now: EpochMs): Promise<void> } {
  let known: Map<string, PastJudged> | null = null;

  async function run(now: EpochMs): Promise<void> {
    known ??= await pastJudged(deps.records);
    const present = known;
    const indicators = indicatorsOf(deps.catalog());
    const { sources } = await deps.signals.memory();
    const until = bucketStart(now, minute);
    const earliest = indicators.some(({ measure }) => !present.has(measure)) ? await firstAlarms(deps.records) : null;
    for (const { measure, source } of indicators) {
      const importedAt = sources.get(source)?.importedAt ?? 0;
      const past = present.get(measure);
      if (past === undefined) {
        // a source that still sends its history is waited for
        if (now - importedAt < importSettlesMs) continue;
        present.set(measure, beginPast(earliest?.get(measure) ?? null, until, importedAt));
      } else if (importedAt > past.importedAt && now - importedAt >= importSettlesMs) {
        present.set(measure, again(past, past.live + longestCatchUp, importedAt));
      }
    }
    const deadline = performance.now() + budgetMs;
    for (const indicator of indicators) {
      for (
        let past = present.get(indicator.measure);
        past && past.next !== null;
        past = present.get(indicator.measure)
      ) {
        if (performance.now() > deadline) return;
        present.set(indicator.measure, await judgeOne(indicator, past, now));
      }
    }
  }

  async function judgeOne(indicator: Indicator, past: PastJudged, now: EpochMs): Promise<PastJudged> {
    const slice = sliceOf(past)!;
    const from = slice.from - indicator.objective.overMinutes * minute;
    const minutes = await deps.signals.indicatorMinutes({ measure: indicator.measure, from, to: slice.to });
    const { past: next, closed } = judgePast(past, slice, minutes, indicator.objective);
    await deps.records.transaction().execute(async (records) => {
      await write(records, indicator, slice, closed, now);
      await keep(records, new Map(known!).set(indicator.measure, next));
    });
    return next;
  }

  return { name: 'alarm-history', run };
}

/** What an earlier judgement found in this stretch and this one did not goes; the id is made of measure and start. */
async function write(
  records: Transaction<Tables>,
  { measure, component }: Indicator,
  slice: Interval,
  closed: readonly AlarmSpell[],
  now: EpochMs,
): Promise<void> {
  await records
    .deleteFrom('alarms')
    .where('measure', '=', measure)
    .where('ended_at', '>', slice.from)
    .where('ended_at', '<=', slice.to)
    .execute();
  if (closed.length === 0) return;
  const rows = closed.map(({ startedAt, endedAt }) => ({
    id: alarmId(measure, startedAt),
    ...{ component, measure, started_at: startedAt, ended_at: endedAt, updated_at: now },
  }));
  await records
    .insertInto('alarms')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

async function keep(records: Transaction<Tables>, known: ReadonlyMap<string, PastJudged>): Promise<void> {
  const value = JSON.stringify(Object.fromEntries(known));
  await records
    .insertInto('settings')
    .values({ name: alarmHistorySetting, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}

async function firstAlarms(records: Kysely<Tables>): Promise<Map<string, EpochMs>> {
  const rows = await records
    .selectFrom('alarms')
    .select(({ fn }) => ['measure', fn.min('started_at').as('first')])
    .groupBy('measure')
    .execute();
  return new Map(rows.map(({ measure, first }) => [measure, Number(first)]));
}
