import type { Kysely } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Who } from '../../access/who.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import { rotationsOf } from '../../duty/covering.ts';
import type { CalendarBook } from '../../duty/queries/calendars.ts';
import { overridesIn } from '../../duty/queries.ts';
import { ownerKey } from '../document/known-owners.ts';
import { lookedAt } from '../queries/week-pages.ts';
import { notesOf } from '../queries/weeks.ts';
import { aroundWeek, type HeldShift, shiftAt } from '../week/week-handovers.ts';
import type { NewHandover } from '../weekly-contract.ts';

export interface WeekActionDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog; at(instant: EpochMs): Promise<Catalog> };
  duty: { calendars: Pick<CalendarBook, 'laid'> };
}

/** Who asks, and from where. */
interface Asking {
  who: Who;
  address: string;
}

const nameOf = (who: Who): string => (who.kind === 'person' ? who.displayName : who.name);
const byOf = ({ who }: Asking) => ({ by_id: who.id, by_name: nameOf(who) });

/** Writes what was noted in the meeting. Throws ProductError `not_found`, `bad_input`, `precondition_failed` when another revision holds. */
export async function writeNotes(
  deps: WeekActionDeps,
  asking: Asking,
  asked: { week: string; review?: string | undefined; ifRevision?: number | undefined },
  notes: string,
): Promise<void> {
  const { review, week } = await lookedAt(deps, asked);
  const at = deps.now();
  await deps.records.transaction().execute(async (transaction) => {
    const { revision: before } = await notesOf(transaction, review.name, week.name);
    if (asked.ifRevision !== undefined && asked.ifRevision !== before) throw changedMeanwhile(before);
    const row = { review: review.name, week: week.name, revision: before + 1, at, ...byOf(asking), notes };
    const insert = transaction
      .insertInto('review_notes')
      .values(row)
      .onConflict((on) => on.doNothing());
    if ((await insert.executeTakeFirst()).numInsertedOrUpdatedRows !== 1n) throw changedMeanwhile(before + 1);
    const subject = `week ${week.name} of ${review.name}`;
    await writeAudit(transaction, at, { ...asking, action: 'week.note', subject, details: { revision: before + 1 } });
  });
}

const changedMeanwhile = (revision: number): ProductError =>
  new ProductError('precondition_failed', 'Somebody changed the notes meanwhile: look again.', { revision });

/**
 * Keeps how a shift was, in the words of who had it; said again, the last word holds. Resolves the shift. Throws ProductError `not_found` for a
 * rotation that there is not, `bad_input` where no shift of it begins then, `conflict` before it began, `not_allowed` for somebody
 * else without the right `edit`.
 */
export async function sayOfShift(
  deps: WeekActionDeps,
  asking: Asking,
  { rotation, from, score, words }: z.infer<typeof NewHandover>,
): Promise<HeldShift> {
  const at = deps.now();
  const begun = Date.parse(from);
  if (begun > at) throw new ProductError('conflict', 'This shift has not begun yet.');
  const shift = await shiftFrom(deps, rotation, begun);
  if (!isOwn(asking.who, shift) && !asking.who.rights.has('edit')) {
    throw new ProductError('not_allowed', `Only ${shift.person}, who had this shift, says how it was.`);
  }
  await deps.records.transaction().execute(async (transaction) => {
    const { last } = await transaction
      .selectFrom('handovers')
      .select(({ fn }) => fn.max('revision').as('last'))
      .where('rotation', '=', rotation)
      .where('from_at', '=', begun)
      .executeTakeFirstOrThrow();
    const revision = Number(last ?? 0) + 1;
    const said = { rotation, from_at: begun, revision, person: shift.person, score, words, at, ...byOf(asking) };
    await transaction.insertInto('handovers').values(said).execute();
    const subject = `shift of ${rotation} from ${toRfc3339(begun)}`;
    await writeAudit(transaction, at, { ...asking, action: 'handover.say', subject, details: { score, revision } });
  });
  return shift;
}

const isOwn = (who: Who, { person }: HeldShift): boolean =>
  who.kind === 'person' && ownerKey(`user:${who.name}`) === ownerKey(person);

async function shiftFrom({ records, catalog, duty }: WeekActionDeps, name: string, begun: EpochMs): Promise<HeldShift> {
  const around = aroundWeek({ from: begun, to: begun + 1 });
  const laid = await duty.calendars.laid(catalog.current(), around);
  const rotations = rotationsOf(laid);
  const rotation = rotations.find(({ metadata }) => metadata.name === name);
  if (rotation === undefined) {
    const names = rotations.map(({ metadata }) => metadata.name);
    throw new ProductError('not_found', `No rotation has this name${didYouMean(name, names) || '.'}`);
  }
  const shift = shiftAt(rotation, await overridesIn(records, around), begun);
  if (shift === null) throw new ProductError('bad_input', 'from: nobody was on call then.');
  if (shift.from !== begun) {
    throw new ProductError('bad_input', `from: no shift begins then; this one began at ${toRfc3339(shift.from)}.`);
  }
  return shift;
}
