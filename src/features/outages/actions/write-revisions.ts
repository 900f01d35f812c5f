import { randomInt } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { canonicalJson } from '../../catalog/difference.ts';
import type { Outage, Subject } from '../outage.ts';
import { foundBy } from '../outage-row.ts';
import type { TrailEntry } from '../trail.ts';
import { appendTrail } from './append-trail.ts';

/** A change of an outage: how it is afterwards, and what the trail says of it. */
export interface Revision extends Pick<TrailEntry, 'what' | 'by' | 'reason'> {
  outage: Outage;
  /** What another system said, as text; left out: as it was. */
  imported?: string;
}

/**
 * Writes changed outages, each with its line in the trail and the next number of its revisions; resolves them as they are kept.
 * The transaction has taken hold of the trail (`holdTrail`) before it read what it changed.
 */
export async function writeRevisions(
  records: Transaction<Tables>,
  revisions: readonly Revision[],
  at: EpochMs,
): Promise<Outage[]> {
  const kept = revisions.map(({ outage }): Outage => ({ ...outage, revision: outage.revision + 1 }));
  const lines = await appendTrail(
    records,
    revisions.map(({ what, by, reason }, nth) => ({
      ...{ at, kind: 'outage', subject: kept[nth]!.id, what, by, reason },
      content: canonicalJson(kept[nth]),
    })),
  );
  for (const [nth, outage] of kept.entries()) {
    const { id, ...found } = foundBy(outage);
    const { imported } = revisions[nth]!;
    const row = { ...found, ...(imported === undefined ? {} : { imported }), line: lines[nth]!.line, updated_at: at };
    if (outage.revision > 1) await records.updateTable('outages').set(row).where('id', '=', id).execute();
    else {
      await records
        .insertInto('outages')
        .values({ imported: null, ...row, id })
        .execute();
    }
  }
  return kept;
}

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const lettersOfId = 6;

/** A new id that people can tell apart: the subject's name, the day, and chance. */
export function newOutageId({ name }: Subject, from: EpochMs): string {
  const chance = Array.from({ length: lettersOfId }, () => letters[randomInt(letters.length)]).join('');
  return `${name}-${new Date(from).toISOString().slice(0, 10).replaceAll('-', '')}-${chance}`;
}
