import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { enqueue } from '../../notifications/actions/enqueue.ts';
import type { Wording } from '../agreement-wording.ts';
import { dayAfter, type Period, periodAt, periodBefore } from '../period.ts';
import { wordingsOf } from '../queries/agreements.ts';
import type { ReportQueries } from '../queries/reports.ts';
import { reportMessage } from '../report-message.ts';

export interface SendDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  reports: Pick<ReportQueries, 'report'>;
  notifications: { wake(): void };
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

/** What was missed because the server stood still is sent so much later, and then no more. */
const latestMs = 7 * day;
const sendHour = 8;

/**
 * Puts the report of each agreement on its way, on its day at 08:00 of its zone: once for each period, which is written down in the
 * transaction of the message. A report that is frozen by then is told as it was frozen.
 */
export function sendReportsJob({ records, catalog, reports, notifications, origin }: SendDeps) {
  async function run(now: EpochMs): Promise<void> {
    const there = new Set(
      catalog().documents.flatMap(({ kind, metadata }) => (kind === 'Agreement' ? [metadata.name] : [])),
    );
    if (there.size === 0) return;
    for (const [name, wordings] of await wordingsOf(records)) {
      const period = there.has(name) ? duePeriod(wordings, now) : null;
      if (period !== null) await send(name, wordings.at(-1)!, period, now);
    }
  }

  async function send(name: string, { spec }: Wording, period: Period, now: EpochMs): Promise<void> {
    if (await wasSent(records, name, period)) return;
    const { language, money, channels } = spec.report;
    try {
      const { report } = await reports.report({ kind: 'agreement', name, period });
      const message = reportMessage({ report, money: money === 'show', language, origin: origin() }, now);
      await records.transaction().execute(async (transaction) => {
        const mark = { agreement: name, period: period.name, sent_at: now };
        await transaction.insertInto('sent_reports').values(mark).execute();
        await enqueue(transaction, message, channels, now);
      });
      notifications.wake();
    } catch (error) {
      // it does not hold in the period: there is nothing to send
      if (!(error instanceof ProductError && error.code === 'not_found')) throw error;
    }
  }

  return { name: 'send reports', run };
}

/** The last period, where its day has come and the agreement was known by then. */
function duePeriod(wordings: readonly Wording[], now: EpochMs): Period | null {
  const { spec } = wordings.at(-1)!;
  const { sendOnDay, channels } = spec.report;
  if (sendOnDay === undefined || channels.length === 0) return null;
  const period = periodBefore(periodAt(spec.period, now, spec.timeZone));
  const due = dayAfter(period, sendOnDay, sendHour);
  return due <= now && now < due + latestMs && wordings[0]!.from <= due ? period : null;
}

async function wasSent(records: Kysely<Tables>, agreement: string, { name }: Period): Promise<boolean> {
  const row = await records
    .selectFrom('sent_reports')
    .select('sent_at')
    .where('agreement', '=', agreement)
    .where('period', '=', name)
    .executeTakeFirst();
  return row !== undefined;
}
