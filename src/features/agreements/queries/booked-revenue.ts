import type { Kysely } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import type { BookedDay } from '../reconciliation.ts';

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
