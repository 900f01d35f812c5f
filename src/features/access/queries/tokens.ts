import type { Kysely } from 'kysely';
import { type EpochMs, minute, second } from '../../../maths/instants.ts';
import type { Tables, Tokens } from '../../../stores/records/tables.ts';
import type { TokenRow } from '../contract.ts';
import { holderIn, tokenRow } from '../token.ts';
import { tokenIdIn } from '../token-text.ts';
import type { TokenHolder } from '../who.ts';

interface Deps {
  records: Kysely<Tables>;
  now(): EpochMs;
}

/** A row is asked for again after this long; what this process changes is seen at once (`forget`). */
const keptMs = 5 * second;
/** Rows kept at most; the longest kept one makes room. */
const mostKept = 2_000;
/** The last use is written at most this often for each token. */
const useEveryMs = minute;

export type TokenQueries = ReturnType<typeof tokenQueries>;

/** Who holds a token, and the tokens there are. */
export function tokenQueries({ records, now }: Deps) {
  const kept = new Map<string, { row: Tokens; until: EpochMs }>();
  const useWritten = new Map<string, EpochMs>();
  /** Rises with each write, so that a row read before it is not kept after it. */
  let writes = 0;

  async function rowOf(id: string): Promise<Tokens | undefined> {
    const known = kept.get(id);
    if (known !== undefined && now() < known.until) return known.row;
    const before = writes;
    const row = await records.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
    kept.delete(id);
    // An id that nobody has is not kept: whoever guesses would fill the memory with guesses.
    if (row === undefined || before !== writes) return row;
    if (kept.size >= mostKept) kept.delete(kept.keys().next().value ?? '');
    kept.set(id, { row, until: now() + keptMs });
    return row;
  }

  /** Neither awaited nor told: a request must not wait for this note or fail with it. */
  function noteUse(id: string, at: EpochMs): void {
    if (at - (useWritten.get(id) ?? Number.NEGATIVE_INFINITY) < useEveryMs) return;
    useWritten.set(id, at);
    records
      .updateTable('tokens')
      .set({ last_used_at: at })
      .where('id', '=', id)
      .execute()
      .catch(() => useWritten.delete(id));
  }

  return {
    /** Who holds this token (`waga_ID_SECRET`); null for one that is unknown, wrong, expired or revoked. */
    async holderOf(secret: string): Promise<TokenHolder | null> {
      const id = tokenIdIn(secret);
      const row = id === null ? undefined : await rowOf(id);
      if (row === undefined) return null;
      const at = now();
      const holder = holderIn(row, secret, at);
      if (holder !== null) noteUse(row.id, at);
      return holder;
    },

    /** Every token there is or was, by name. */
    async list(): Promise<TokenRow[]> {
      const rows = await records.selectFrom('tokens').selectAll().orderBy('name').execute();
      return rows.map((row) => tokenRow(row, now()));
    },

    /** Drops what is kept of a token, so that a change bites with the next request. */
    forget(id: string): void {
      writes += 1;
      kept.delete(id);
    },
  };
}
