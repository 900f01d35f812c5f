import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { Changes, Tables } from '../../../stores/records/tables.ts';
import {
  type Catalog,
  componentNamed,
  componentsOf,
  componentsUnder,
  processesOf,
  processNamed,
} from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { ChangeKind, ChangesAnswer, ShownChange } from '../change-contract.ts';
import { cursorOf, placeIn } from '../change-page.ts';
import { countedEnvironment } from '../series-names.ts';

export interface ChangesQuestion extends Interval {
  /** Its own changes and those of every component it stands on, by the catalogue as it is now. */
  process?: string | undefined;
  component?: string | undefined;
  environment?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * Changes with `from` ≤ at < `to`, newest first, a page at a time. Throws ProductError `not_found` with the nearest name
 * for a process or component that the catalogue does not declare, `bad_input` for a cursor that no page ended with.
 */
export async function changesIn(
  records: Kysely<Tables>,
  catalog: Catalog,
  { from, to, process, component, environment = countedEnvironment, cursor, limit }: ChangesQuestion,
): Promise<ChangesAnswer> {
  if (process !== undefined) known('process', process, processNamed(catalog, process), processesOf(catalog));
  if (component !== undefined) known('component', component, componentNamed(catalog, component), componentsOf(catalog));
  let query = records
    .selectFrom('changes')
    .selectAll()
    .where('at', '>=', from)
    .where('at', '<', to)
    .where('environment', '=', environment);
  if (process !== undefined) {
    const under = componentsUnder(catalog, process);
    query = query.where((where) =>
      under.length === 0
        ? where('process', '=', process)
        : where.or([where('process', '=', process), where('component', 'in', under)]),
    );
  }
  if (component !== undefined) query = query.where('component', '=', component);
  if (cursor !== undefined) {
    const place = placeIn(cursor);
    if (place === null) throw new ProductError('bad_input', 'cursor: expected the `next` of an answer.');
    query = query.where((where) =>
      where.or([where('at', '<', place.at), where.and([where('at', '=', place.at), where('id', '<', place.id)])]),
    );
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { changes: page.map(shownOf), next: rows.length > limit && last ? cursorOf(last) : null };
}

function known(
  what: 'process' | 'component',
  name: string,
  found: unknown,
  all: readonly { metadata: { name: string } }[],
): void {
  if (found !== undefined) return;
  const names = all.map(({ metadata }) => metadata.name);
  throw new ProductError('not_found', `No ${what} has this name${didYouMean(name, names) || '.'}`);
}

function shownOf({
  id,
  kind,
  at,
  title,
  component,
  process,
  environment,
  version,
  by,
  url,
  source,
}: Changes): ShownChange {
  return {
    id,
    kind: kind as ChangeKind,
    at: toRfc3339(at),
    title,
    component,
    process,
    environment,
    version,
    by,
    url,
    source,
  };
}
