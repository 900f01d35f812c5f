import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Doer, writeAudit } from '../../access/actions/write-audit.ts';
import type { Writer } from '../../access/writer.ts';
import { type Catalog, componentsOf, processesOf } from '../../catalog/catalog.ts';
import type { Change } from '../change.ts';
import { judgeChanges } from '../change-batch.ts';
import type { ChangesTaken } from '../change-contract.ts';
import type { Row } from '../row.ts';
import { type Source, sourcesOf } from '../source.ts';

/** Rows of one statement: thirteen values each, well below what either engine takes. */
const rowsAtOnce = 500;

export interface ChangesRequest {
  source: Source;
  writer: Writer;
  doer: Doer;
  rows: readonly Row[];
}

/**
 * Takes changes: judges each row, stores the good ones once per source and sender's id, with a line in the audit log, and
 * answers after they are on disk. A request sent again stores nothing and tells every row as `duplicate`.
 */
export async function takeChanges(
  deps: { records: Kysely<Tables>; catalog: Catalog; now: EpochMs; retentionMs: number },
  { source, writer, doer, rows }: ChangesRequest,
): Promise<ChangesTaken> {
  const { records, catalog, now, retentionMs } = deps;
  const { changes, rejected } = judgeChanges(rows, {
    known: {
      processes: new Set(processesOf(catalog).map(({ metadata }) => metadata.name)),
      components: new Set(componentsOf(catalog).map(({ metadata }) => metadata.name)),
    },
    source: { processes: source.processes, components: componentsOfSource(catalog, source.name) },
    writer,
    now,
    retentionMs,
  });
  if (changes.length === 0) return { accepted: 0, duplicate: 0, rejected };
  const accepted = await records.transaction().execute(async (transaction) => {
    let stored = 0;
    for (let from = 0; from < changes.length; from += rowsAtOnce) {
      const values = changes.slice(from, from + rowsAtOnce).map((change) => rowOf(change, source.name, now));
      const inserted = await transaction
        .insertInto('changes')
        .values(values)
        .onConflict((conflict) => conflict.columns(['source', 'sender_id']).doNothing())
        .executeTakeFirst();
      stored += Number(inserted.numInsertedOrUpdatedRows ?? 0n);
    }
    if (stored > 0) {
      const subject = `source ${source.name}`;
      await writeAudit(transaction, now, { ...doer, action: 'change.send', subject, details: { changes: stored } });
    }
    return stored;
  });
  return { accepted, duplicate: changes.length - accepted, rejected };
}

/** The components a source is bound to; null where it names none and so may speak of any. */
function componentsOfSource(catalog: Catalog, name: string): ReadonlySet<string> | null {
  const named = sourcesOf(catalog).find(({ metadata }) => metadata.name === name)?.spec.components ?? [];
  return named.length === 0 ? null : new Set(named);
}

function rowOf(change: Change, source: string, now: EpochMs): Tables['changes'] {
  const { senderId, ...rest } = change;
  return { id: randomUUID(), source, sender_id: senderId, received_at: now, ...rest };
}
