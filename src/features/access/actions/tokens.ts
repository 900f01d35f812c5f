import { randomBytes, randomInt } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, minute } from '../../../maths/instants.ts';
import type { Tables, Tokens } from '../../../stores/records/tables.ts';
import type { NewToken, TokenMade } from '../contract.ts';
import { checkMayGive } from '../may-give.ts';
import type { MoneyView } from '../money-view.ts';
import type { Scope } from '../rights.ts';
import { tokenRow } from '../token.ts';
import { tokenHash, tokenText } from '../token-text.ts';
import type { Who } from '../who.ts';
import { writeAudit } from './write-audit.ts';

export interface TokenDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  /** Drops what is kept of a token in memory. */
  tokens: { forget(id: string): void };
}

type Giver = { who: Who; address: string };
type Made = z.infer<typeof TokenMade>;

/**
 * Makes a token; its secret is in the answer and nowhere else. Throws ProductError `not_allowed` for one that may do more
 * than its maker, `bad_input` for one that sends data for no source, `conflict` when the name is taken.
 */
export async function createToken(deps: TokenDeps, input: z.infer<typeof NewToken>, giver: Giver): Promise<Made> {
  checkMayGive(giver.who, input);
  if (input.scopes.includes('ingest') && input.sources.length === 0) {
    throw new ProductError('bad_input', 'sources: a token that sends data needs at least one source.');
  }
  const at = deps.now();
  const id = newId();
  const secret = tokenText(id, randomBytes(32));
  const row: Tokens = {
    id,
    name: input.name,
    scopes: JSON.stringify([...new Set(input.scopes)]),
    sources: JSON.stringify(input.sources),
    processes: jsonOrNull(input.processes),
    components: jsonOrNull(input.components),
    environments: jsonOrNull(input.environments),
    money: JSON.stringify(input.money),
    hash: tokenHash(secret),
    previous_hash: null,
    previous_until: null,
    created_by: giver.who.name,
    created_at: at,
    expires_at: at + input.expiresInDays * day,
    rotated_at: null,
    last_used_at: null,
    revoked_at: null,
  };
  await deps.records.transaction().execute(async (records) => {
    const added = await records
      .insertInto('tokens')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doNothing())
      .executeTakeFirst();
    if (added.numInsertedOrUpdatedRows !== 1n) {
      throw new ProductError('conflict', 'A token of this name is, or was, there already; choose another name.');
    }
    const { name: _name, ...details } = input;
    await writeAudit(records, at, { ...giver, action: 'token.create', subject: `token ${row.name}`, details });
  });
  return { token: tokenRow(row, at), secret };
}

/**
 * Gives a token a new secret, for as long again as the one before was made for; that one goes on for `graceMinutes`, but
 * not beyond its own end. Throws ProductError `not_found`, `conflict` for a revoked token, `not_allowed` as when making it.
 */
export async function rotateToken(deps: TokenDeps, id: string, graceMinutes: number, giver: Giver): Promise<Made> {
  const at = deps.now();
  const secret = tokenText(id, randomBytes(32));
  const row = await deps.records.transaction().execute(async (records) => {
    const before = await tokenOf(records, id);
    if (before.revoked_at !== null) throw new ProductError('conflict', 'This token is revoked; make a new one.');
    checkMayGive(giver.who, {
      scopes: JSON.parse(before.scopes) as Scope[],
      money: JSON.parse(before.money) as MoneyView,
    });
    const lifetime = before.expires_at - (before.rotated_at ?? before.created_at);
    const change = {
      hash: tokenHash(secret),
      previous_hash: before.hash,
      previous_until: Math.min(at + graceMinutes * minute, before.expires_at),
      expires_at: at + lifetime,
      rotated_at: at,
    };
    const unchanged = records.updateTable('tokens').set(change).where('id', '=', id).where('revoked_at', 'is', null);
    const { numUpdatedRows } = await unchanged.where('hash', '=', before.hash).executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new ProductError('conflict', 'Somebody else changed this token meanwhile.');
    const line = { ...giver, action: 'token.rotate', subject: `token ${before.name}`, details: { graceMinutes } };
    await writeAudit(records, at, line);
    return { ...before, ...change };
  });
  deps.tokens.forget(id);
  return { token: tokenRow(row, at), secret };
}

/** Ends a token at once, with every secret it has. Once more does nothing. Throws ProductError `not_found`. */
export async function revokeToken(deps: TokenDeps, id: string, giver: Giver): Promise<void> {
  const at = deps.now();
  await deps.records.transaction().execute(async (records) => {
    const { name, revoked_at } = await tokenOf(records, id);
    if (revoked_at !== null) return;
    const change = { revoked_at: at, previous_hash: null, previous_until: null };
    await records.updateTable('tokens').set(change).where('id', '=', id).execute();
    await writeAudit(records, at, { ...giver, action: 'token.revoke', subject: `token ${name}` });
  });
  deps.tokens.forget(id);
}

async function tokenOf(records: Transaction<Tables>, id: string): Promise<Tokens> {
  const row = await records.selectFrom('tokens').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new ProductError('not_found', 'No token has this id.');
  return row;
}

const jsonOrNull = (names: readonly string[] | null): string | null => (names === null ? null : JSON.stringify(names));

const idLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Public: finds the row, guards nothing. Ten letters of 36, so that two alike are not to be expected. */
function newId(): string {
  return Array.from({ length: 10 }, () => idLetters[randomInt(idLetters.length)]).join('');
}
