import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, hour, toRfc3339 } from '../../../maths/instants.ts';
import type { DutyOverrides, Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { NewOverride, OverrideShown } from '../contract.ts';
import { rotationsOf } from '../covering.ts';
import { overrideShown } from '../duty-shown.ts';
import { overrideOf } from '../queries.ts';

export interface DutyDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
  now(): EpochMs;
}

/** Who asks, and from where. */
export interface Asking {
  who: Who;
  address: string;
}

const longestDays = 366;

/**
 * Lets somebody stand in. Throws ProductError `not_found` for a rotation that the catalogue does not hold, `bad_input` for a
 * time that ends before it begins, lies more than an hour back or lasts more than a year: the past stays as it was.
 */
export async function makeOverride(deps: DutyDeps, asking: Asking, wanted: NewOverride): Promise<OverrideShown> {
  const at = deps.now();
  const [from, to] = [Date.parse(wanted.from), Date.parse(wanted.to)];
  if (from >= to) throw new ProductError('bad_input', 'The override must begin before it ends: from < to.');
  if (from < at - hour) throw new ProductError('bad_input', 'from: expected now or later; the past stays as it was.');
  if (to - from > longestDays * day) throw new ProductError('bad_input', 'An override lasts a year at most.');
  const names = rotationsOf(deps.catalog.current()).map(({ metadata }) => metadata.name);
  if (!names.includes(wanted.rotation)) {
    const hint = didYouMean(wanted.rotation, names);
    throw new ProductError('not_found', `No rotation has this name${hint || '.'}`);
  }
  const row: DutyOverrides = {
    id: randomUUID(),
    ...{ rotation: wanted.rotation, person: wanted.person, from_at: from, to_at: to, reason: wanted.reason },
    ...{ made_at: at, made_by: asking.who.id, made_by_name: asking.who.name },
    ...{ withdrawn_at: null, withdrawn_by_name: null },
  };
  await deps.records.transaction().execute(async (records) => {
    await records.insertInto('duty_overrides').values(row).execute();
    const { rotation, person, reason } = row;
    const details = { person, from: toRfc3339(from), to: toRfc3339(to), reason };
    await writeAudit(records, at, { ...asking, action: 'duty.override', subject: `rotation ${rotation}`, details });
  });
  return overrideShown(overrideOf(row));
}

/**
 * Takes an override back from now on. Throws ProductError `not_found` where there is none, `conflict` when it was taken back or
 * is over: what was, was.
 */
export async function withdrawOverride(deps: DutyDeps, asking: Asking, id: string): Promise<void> {
  const at = deps.now();
  await deps.records.transaction().execute(async (records) => {
    const row = await records.selectFrom('duty_overrides').selectAll().where('id', '=', id).executeTakeFirst();
    if (row === undefined) throw new ProductError('not_found', 'No override has this id.');
    if (row.withdrawn_at !== null || row.to_at <= at) {
      throw new ProductError('conflict', 'The override is over already.');
    }
    // one that has begun ends now, so that the past still says who was on call
    const change = row.from_at < at ? { to_at: at } : { withdrawn_at: at, withdrawn_by_name: asking.who.name };
    await records.updateTable('duty_overrides').set(change).where('id', '=', id).execute();
    const subject = `rotation ${row.rotation}`;
    const details = { person: row.person, from: toRfc3339(row.from_at), to: toRfc3339(row.to_at) };
    await writeAudit(records, at, { ...asking, action: 'duty.withdraw', subject, details });
  });
}
