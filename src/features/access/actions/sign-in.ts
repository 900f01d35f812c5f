import type { z } from 'zod';
import { ProductError } from '../../../errors.ts';
import type { People } from '../../../stores/records/tables.ts';
import type { SignIn } from '../contract.ts';
import { addressKey, type Throttle } from '../throttle.ts';
import { type BegunSession, beginSession, type RequestFacts, type SessionDeps } from './begin-session.ts';
import type { Passwords } from './passwords.ts';
import { nobody, writeAudit } from './write-audit.ts';

/** What bounds the guessing of passwords, in this process. */
export interface Attempts {
  names: Throttle;
  addresses: Throttle;
}

export interface SignInDeps extends SessionDeps {
  passwords: Passwords;
  attempts: Attempts;
}

/**
 * Begins a session for name and password. Throws ProductError `wrong_credentials`, the same for a name that nobody has, for
 * one who is disabled or has no password, and for a wrong password, after the same work; `too_many_attempts` with
 * `retryAfterSeconds`, `busy`.
 */
export async function signIn(
  deps: SignInDeps,
  input: z.infer<typeof SignIn>,
  facts: RequestFacts,
): Promise<BegunSession> {
  const name = input.name.trim().toLowerCase();
  const row = await deps.records.selectFrom('people').selectAll().where('name', '=', name).executeTakeFirst();
  const hash = row?.disabled_at === null ? row.password_hash : null;
  const fits = await tryPassword(deps, name, facts, input.password, hash);
  if (fits && row !== undefined) return beginSession(deps, row.id, facts, 'password');
  await noteRefusal(deps, facts, row);
  throw new ProductError('wrong_credentials', 'Name and password do not belong together.');
}

/** Checks a password within what the throttle lets through. A right one does not count as an attempt. */
export async function tryPassword(
  { attempts, passwords, now }: Pick<SignInDeps, 'attempts' | 'passwords' | 'now'>,
  name: string,
  { address }: RequestFacts,
  password: string,
  hash: string | null,
): Promise<boolean> {
  const at = now();
  const place = addressKey(address);
  const giveBack = (): void => {
    attempts.addresses.giveBack(place);
    attempts.names.giveBack(name);
  };
  refuseIfTooMany(attempts.addresses.attempt(place, at));
  const wait = attempts.names.attempt(name, at);
  if (wait > 0) attempts.addresses.giveBack(place);
  refuseIfTooMany(wait);
  let fits: boolean;
  try {
    fits = await passwords.fits(password, hash);
  } catch (error) {
    giveBack();
    throw error;
  }
  if (fits) giveBack();
  return fits;
}

function refuseIfTooMany(waitMs: number): void {
  if (waitMs <= 0) return;
  const retryAfterSeconds = Math.ceil(waitMs / 1_000);
  const message = `Too many attempts; try again in ${retryAfterSeconds} s.`;
  throw new ProductError('too_many_attempts', message, { retryAfterSeconds });
}

/** A name that nobody has may be a password in the wrong field, so it is not written down. */
async function noteRefusal(deps: SignInDeps, facts: RequestFacts, row: People | undefined): Promise<void> {
  const subject = row === undefined ? 'person (unknown name)' : `person ${row.name}`;
  const line = { who: nobody, address: facts.address, action: 'session.begin', subject } as const;
  await writeAudit(deps.records, deps.now(), { ...line, details: { by: 'password' }, outcome: 'refused' });
}
