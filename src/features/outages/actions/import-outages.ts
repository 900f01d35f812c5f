import type { Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { canonicalJson } from '../../catalog/difference.ts';
import { importedOutage, importedText, reimportedOutage } from '../imported-outage.ts';
import { checkSubject, checkVendor } from '../ledger-scope.ts';
import type { Outage } from '../outage.ts';
import type { NewOutage, OutageImport, OutageImported } from '../outage-contract.ts';
import { subjectText } from '../outage-subject.ts';
import { holdTrail } from './append-trail.ts';
import { type Asking, byOf, type LedgerDeps } from './change-outage.ts';
import { newOutageId, type Revision, writeRevisions } from './write-revisions.ts';

/** So many stand in one transaction; others may write in between. */
const atOnce = 200;

type Told = NewOutage & { id: string };

/**
 * Takes over what another system has on record, known by `source` and `id`: a repeat changes nothing, a change of it makes a
 * revision. Good rows are kept and the rest is told with why. A row that reaches into a frozen month has the import for its reason.
 */
export async function importOutages(
  deps: LedgerDeps,
  asking: Asking,
  { source, outages }: OutageImport,
): Promise<OutageImported> {
  const answer: OutageImported = { added: 0, changed: 0, known: 0, rejected: [] };
  for (let first = 0; first < outages.length; first += atOnce) {
    const part = outages.slice(first, first + atOnce);
    const at = deps.now();
    await deps.records.transaction().execute(async (records) => {
      const counts = await importPart(records, deps, asking, { source, first, part, at }, answer);
      if (counts === 0) return;
      const subject = `outages of ${source}`;
      await writeAudit(records, at, { ...asking, action: 'outage.import', subject, details: { revisions: counts } });
    });
  }
  return answer;
}

interface Part {
  source: string;
  first: number;
  part: readonly Told[];
  at: EpochMs;
}

async function importPart(
  records: Transaction<Tables>,
  { catalog }: LedgerDeps,
  asking: Asking,
  { source, first, part, at }: Part,
  answer: OutageImported,
): Promise<number> {
  await holdTrail(records);
  const known = await knownOf(records, source, part);
  const revisions: Revision[] = [];
  const seen = new Set<string>();
  for (const [nth, { reason, ...told }] of part.entries()) {
    try {
      if (seen.has(told.id)) throw new ProductError('bad_input', `id: ${told.id} stands in this import twice.`);
      seen.add(told.id);
      const { id, ...outage } = told;
      checkSubject(catalog.current(), outage.subject);
      checkVendor(catalog.current(), outage.vendor);
      const before = known.get(id);
      const by = byOf(asking);
      const changed = before
        ? reimported(before, outage, { by, now: at })
        : importedOutage(newOutageId(outage.subject, Date.parse(outage.from)), { source, id }, outage, at);
      if (changed === null) answer.known += 1;
      else {
        answer[before ? 'changed' : 'added'] += 1;
        const imported = importedText(outage);
        revisions.push({ outage: changed, what: 'imported', by, reason: reason ?? `From ${source}.`, imported });
      }
    } catch (error) {
      if (!(error instanceof ProductError)) throw error;
      answer.rejected.push({ index: first + nth, code: error.code, message: error.message });
    }
  }
  await writeRevisions(records, revisions, at);
  return revisions.length;
}

interface Known {
  outage: Outage;
  imported: string;
}

/** Null: it says what it said before. */
function reimported({ outage, imported }: Known, told: NewOutage, changing: Parameters<typeof reimportedOutage>[3]) {
  if (importedText(told) === imported) return null;
  if (subjectText(told.subject) !== subjectText(outage.subject)) {
    const message = `subject: it is on record here as an outage of ${subjectText(outage.subject)}.`;
    throw new ProductError('conflict', message);
  }
  const after = reimportedOutage(outage, JSON.parse(imported) as NewOutage, told, changing);
  return canonicalJson(after) === canonicalJson(outage) ? null : after;
}

async function knownOf(
  records: Transaction<Tables>,
  source: string,
  part: readonly Told[],
): Promise<Map<string, Known>> {
  const rows = await records
    .selectFrom('outages')
    .select(['origin_id', 'imported', 'outage'])
    .where('origin_source', '=', source)
    .where(
      'origin_id',
      'in',
      part.map(({ id }) => id),
    )
    .execute();
  return new Map(
    rows.map(({ origin_id: id, imported, outage }) => [
      id!,
      { outage: JSON.parse(outage) as Outage, imported: imported! },
    ]),
  );
}
