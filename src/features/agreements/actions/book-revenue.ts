import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, documentNamed } from '../../catalog/catalog.ts';
import type { BookedAnswer } from '../agreements-contract.ts';
import { bookedRows } from '../booked-rows.ts';

export interface BookDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
  now(): EpochMs;
}

const rowsAtOnce = 100;

/**
 * Writes what accounting booked for a product, day by day; what was booked of a day in the same currency before is replaced. All rows
 * or none: where any is bad nothing is written and each bad one is named. Throws ProductError `not_found` for a product that the
 * catalogue does not hold.
 */
export async function bookRevenue(
  { records, catalog, now }: BookDeps,
  product: string,
  csv: string,
  doer: Doer,
): Promise<BookedAnswer> {
  if (documentNamed(catalog.current().documents, 'Product', product) === undefined) {
    throw new ProductError('not_found', `No product has the name ${product}.`);
  }
  const { days, rejected } = bookedRows(csv);
  if (rejected.length > 0) return { days: 0, rejected: rejected.slice(0, 100) };
  const at = now();
  await records.transaction().execute(async (transaction) => {
    for (let first = 0; first < days.length; first += rowsAtOnce) {
      const values = days.slice(first, first + rowsAtOnce).map(({ day, currency, amountMinor }) => ({
        ...{ product, day, currency, amount_minor: amountMinor, booked_at: at },
      }));
      await transaction
        .insertInto('booked_revenue')
        .values(values)
        .onConflict((conflict) =>
          conflict.columns(['product', 'day', 'currency']).doUpdateSet((of) => ({
            amount_minor: of.ref('excluded.amount_minor'),
            booked_at: of.ref('excluded.booked_at'),
          })),
        )
        .execute();
    }
    const details = { days: days.length, from: days[0]?.day ?? null, to: days.at(-1)?.day ?? null };
    await writeAudit(transaction, at, {
      ...doer,
      action: 'booked-revenue.put',
      subject: `product ${product}`,
      details,
    });
  });
  return { days: days.length, rejected: [] };
}
