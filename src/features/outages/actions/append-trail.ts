import type { Transaction } from 'kysely';
import type { Tables } from '../../../stores/records/tables.ts';
import { readHead } from '../queries/outages.ts';
import { emptyHead, lineAfter, type TrailEntry, type TrailLine } from '../trail.ts';

type Writing = Transaction<Tables>;

/**
 * Waits until nobody else writes to the trail, on every engine, and keeps others waiting until the transaction ends. Whoever
 * changes the ledger begins with it, so that what is read afterwards is what the change is made on, and two never wait for one another.
 */
export async function holdTrail(records: Writing): Promise<void> {
  await records
    .insertInto('ledger_head')
    .values({ name: 'ledger', ...emptyHead })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await records.updateTable('ledger_head').set({ name: 'ledger' }).where('name', '=', 'ledger').execute();
}

/** Adds lines to the end of the trail, in the transaction of what they tell of, so that neither is there without the other. */
export async function appendTrail(records: Writing, entries: readonly TrailEntry[]): Promise<TrailLine[]> {
  if (entries.length === 0) return [];
  await holdTrail(records);
  const lines: TrailLine[] = [];
  let head = await readHead(records);
  for (const entry of entries) {
    const line = lineAfter(head, entry);
    lines.push(line);
    head = line;
  }
  for (let first = 0; first < lines.length; first += rowsAtOnce) {
    const rows = lines.slice(first, first + rowsAtOnce).map(rowOf);
    await records.insertInto('ledger_trail').values(rows).execute();
  }
  const { line, hash, at } = head;
  await records.updateTable('ledger_head').set({ line, hash, at }).where('name', '=', 'ledger').execute();
  return lines;
}

const rowsAtOnce = 100;

const rowOf = ({ by, ...line }: TrailLine) => ({ ...line, by_id: by?.id ?? null, by_name: by?.name ?? null });
