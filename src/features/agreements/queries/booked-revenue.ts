import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { BookedDay } from '../reconciliation.ts';

/** What was booked since an instant, of each product: from which to which day, and when last. */
export async function bookedSince(
  records: Kysely<Tables>,
  since: EpochMs,
): Promise<{ product: string; first: string; last: string; at: EpochMs }[]> {
  const rows = await records
    .selectFrom('booked_revenue')
    .select(({ fn }) => ['product', fn.min('day').as('first'), fn.max('day').as('last'), fn.max('booked_at').as('at')])
    .where('booked_at', '>', since)
    .groupBy('product')
    .orderBy('product')
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: Number(at) }));
}

/** What was booked on the days from the first to the last, by product. */
export async function bookedRevenue(
  records: Kysely<Tables>,
  products: readonly string[],
  first: string,
  last: string,
): Promise<Map<string, BookedDay[]>> {
  if (products.length === 0) return new Map();
  const rows = await records
    .selectFrom('booked_revenue')
    .select(['product', 'day', 'currency', 'amount_minor'])
    .where('product', 'in', [...products])
    .where('day', '>=', first)
    .where('day', '<=', last)
    .orderBy('day')
    .execute();
  const days = Map.groupBy(rows, ({ product }) => product);
  return new Map(
    [...days].map(([product, of]) => [
      product,
      of.map(({ day, currency, amount_minor: amountMinor }) => ({ day, currency, amountMinor })),
    ]),
  );
}
