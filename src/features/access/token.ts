import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import type { Tokens } from '../../stores/records/tables.ts';
import type { TokenRow } from './contract.ts';
import type { MoneyView } from './money-view.ts';
import type { Scope } from './rights.ts';
import { sameHash, tokenHash } from './token-text.ts';
import type { TokenHolder } from './who.ts';

const listIn = (json: string | null): string[] | null => (json === null ? null : (JSON.parse(json) as string[]));
const instant = (at: EpochMs | null): string | null => (at === null ? null : toRfc3339(at));

/** Who holds this token: null when it is revoked, has expired, or `text` is neither its secret nor one still in grace. */
export function holderIn(row: Tokens, text: string, now: EpochMs): TokenHolder | null {
  if (stateOf(row, now) !== 'active') return null;
  const hash = tokenHash(text);
  const inGrace = row.previous_hash !== null && now < (row.previous_until ?? 0);
  const previous = inGrace && sameHash(hash, row.previous_hash ?? '');
  if (!sameHash(hash, row.hash) && !previous) return null;
  return {
    kind: 'token',
    id: row.id,
    name: row.name,
    rights: new Set(JSON.parse(row.scopes) as Scope[]),
    money: JSON.parse(row.money) as MoneyView,
    sources: JSON.parse(row.sources) as string[],
    processes: listIn(row.processes),
    components: listIn(row.components),
    environments: listIn(row.environments),
  };
}

function stateOf(row: Tokens, now: EpochMs): TokenRow['state'] {
  if (row.revoked_at !== null) return 'revoked';
  return now < row.expires_at ? 'active' : 'expired';
}

/** A token as it is shown: everything but its secret. */
export function tokenRow(row: Tokens, now: EpochMs): TokenRow {
  const inGrace = row.previous_until !== null && now < row.previous_until && row.revoked_at === null;
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as Scope[],
    sources: JSON.parse(row.sources) as string[],
    processes: listIn(row.processes),
    components: listIn(row.components),
    environments: listIn(row.environments),
    money: JSON.parse(row.money) as TokenRow['money'],
    state: stateOf(row, now),
    createdBy: row.created_by,
    createdAt: toRfc3339(row.created_at),
    expiresAt: toRfc3339(row.expires_at),
    rotatedAt: instant(row.rotated_at),
    previousUntil: inGrace ? instant(row.previous_until) : null,
    lastUsedAt: instant(row.last_used_at),
  };
}
