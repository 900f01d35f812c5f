import type { Kysely } from 'kysely';
import { lineOf, readHead } from '../features/outages/queries/outages.ts';
import { TrailCheck } from '../features/outages/trail-check.ts';
import type { Tables } from '../stores/records/tables.ts';
import { type DoctorFinding, error } from './doctor-finding.ts';

const rowsAtOnce = 1_000;
/** A server may write meanwhile; what looks wrong is then looked at again. */
const mostTries = 3;

/** Whether every line of the ledger's trail follows on the one before, and every outage is as its last line says. */
export async function ledgerFindings(db: Kysely<Tables>, head: string | null): Promise<DoctorFinding[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === 'ledger_trail')) return [];
  for (let tries = 1; ; tries++) {
    const before = await readHead(db);
    const problems = await problemsOf(db, head);
    const after = await readHead(db);
    if (problems.length === 0 || before.hash === after.hash || tries === mostTries) {
      return problems.map((problem) => error('ledger', problem));
    }
  }
}

async function problemsOf(db: Kysely<Tables>, head: string | null): Promise<string[]> {
  const check = new TrailCheck(head);
  for (let last = Number.NEGATIVE_INFINITY; ; ) {
    let query = db.selectFrom('ledger_trail').selectAll().orderBy('line').limit(rowsAtOnce);
    if (Number.isFinite(last)) query = query.where('line', '>', last);
    const rows = await query.execute();
    for (const row of rows) check.line(lineOf(row));
    if (rows.length < rowsAtOnce) break;
    last = rows.at(-1)!.line;
  }
  check.head(await readHead(db));
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('outages')
      .selectAll()
      .where('id', '>', last)
      .orderBy('id')
      .limit(rowsAtOnce)
      .execute();
    for (const row of rows) check.outage(row);
    if (rows.length < rowsAtOnce) break;
    last = rows.at(-1)!.id;
  }
  return check.problems();
}
