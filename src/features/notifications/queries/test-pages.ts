import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { toRfc3339 } from '../../../maths/instants.ts';
import type { TestPages } from '../../../stores/records/duty-tables.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, displayName } from '../../catalog/catalog.ts';
import { rotationsOf } from '../../duty/covering.ts';
import { testPageKey } from '../test-page.ts';
import type { TestPageShown, TestPagesAnswer } from '../test-page-contract.ts';
import { deliveriesIn } from './deliveries.ts';

/** One test page with how it was delivered. Throws ProductError `not_found`. */
export async function testPageNamed(records: Kysely<Tables>, catalog: Catalog, id: string): Promise<TestPageShown> {
  const row = await records.selectFrom('test_pages').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new ProductError('not_found', 'There is no test page of this id.');
  return testPageShown(records, catalog, row);
}

/** The newest test page of each rotation of the catalogue that had one, in its order. */
export async function newestTestPages(records: Kysely<Tables>, catalog: Catalog): Promise<TestPagesAnswer> {
  const found = await Promise.all(
    rotationsOf(catalog).map(({ metadata }) =>
      records
        .selectFrom('test_pages')
        .selectAll()
        .where('rotation', '=', metadata.name)
        .orderBy('made_at', 'desc')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst(),
    ),
  );
  const rows = found.filter((row) => row !== undefined);
  return { tests: await Promise.all(rows.map((row) => testPageShown(records, catalog, row))) };
}

async function testPageShown(records: Kysely<Tables>, catalog: Catalog, row: TestPages): Promise<TestPageShown> {
  const rotation = rotationsOf(catalog).find(({ metadata }) => metadata.name === row.rotation);
  const { deliveries } = await deliveriesIn(records, { key: testPageKey(row.id), limit: 200 });
  const { acknowledged_at: at, acknowledged_by_name: by } = row;
  return {
    id: row.id,
    rotation: row.rotation,
    rotationName: rotation ? displayName(rotation) : row.rotation,
    person: row.person,
    askedBy: row.made_by_name,
    at: toRfc3339(row.made_at),
    acknowledged: at === null || by === null ? null : { by, at: toRfc3339(at) },
    // the end is told as well; what is tried is whether the page arrives
    deliveries: deliveries.filter(({ sequence }) => sequence === 1),
  };
}
