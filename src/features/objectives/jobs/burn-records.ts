import type { Kysely } from 'kysely';
import { bucketStart, type EpochMs, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type BurnAlert, burnAlertId } from '../queries/burn-alerts.ts';
import type { Book } from '../slo/book.ts';
import type { BurnChange } from '../slo/burns.ts';

/** Alerts that lasted when the rules were read anew go on under them; those whose rule is gone end. */
export async function adoptAlerts(
  records: Kysely<Tables>,
  book: Book,
  open: readonly BurnAlert[],
  now: EpochMs,
): Promise<void> {
  const places = new Map(
    book.measured.flatMap(({ plan, place }) =>
      plan.burns.map((rule, index) => [keyOf(plan.name, rule), book.burns.first[place]! + index] as const),
    ),
  );
  const orphans: BurnAlert[] = [];
  for (const alert of open) {
    const at = places.get(keyOf(alert.objective, alert));
    if (at === undefined) orphans.push({ ...alert, to: Math.max(alert.from, bucketStart(now, minute)) });
    else book.burns.since[at] = alert.from;
  }
  await writeAlerts(records, orphans, now);
}

/** What began or ended, by name. */
export function alertsOf(book: Book, changes: readonly BurnChange[]): BurnAlert[] {
  return changes.map(({ objective, rule: { severity, longMinutes }, from, to }) => {
    return { objective: book.measured[objective]!.plan.name, severity, longMinutes, from, to };
  });
}

const keyOf = (objective: string, { severity, longMinutes }: Pick<BurnAlert, 'severity' | 'longMinutes'>): string =>
  `${objective}/${severity}/${longMinutes}`;

/** Writes alerts that began or ended; the same twice is one row, and of two changes of one the later stands. */
export async function writeAlerts(records: Kysely<Tables>, alerts: readonly BurnAlert[], now: EpochMs): Promise<void> {
  for (let first = 0; first < alerts.length; first += mostAtOnce)
    await writeSome(records, alerts.slice(first, first + mostAtOnce), now);
}

/** Seven values of each go into one statement. */
const mostAtOnce = 500;

async function writeSome(records: Kysely<Tables>, alerts: readonly BurnAlert[], now: EpochMs): Promise<void> {
  const rows = alerts.map((alert) => ({
    id: burnAlertId(alert),
    objective: alert.objective,
    severity: alert.severity,
    long_minutes: alert.longMinutes,
    from_at: alert.from,
    to_at: alert.to,
    updated_at: now,
  }));
  await records
    .insertInto('burn_alerts')
    .values(rows)
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        to_at: ref('excluded.to_at'),
        updated_at: ref('excluded.updated_at'),
      })),
    )
    .execute();
}
