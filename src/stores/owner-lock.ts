import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ProductError } from '../errors.ts';
import { type EpochMs, toRfc3339 } from '../maths/instants.ts';
import { lockFile } from './sqlite.ts';

export interface Owner {
  /** What runs there, in the user's words: `waga serve`. */
  who: string;
  pid: number;
  host: string;
  startedAt: string;
  /** Where it answers, once it does. */
  address?: string;
}

export interface Hold {
  owner: Owner;
  /** Writes the address beside the lock, for the message that the next process gets. */
  announce(address: string): void;
  release(): void;
}

/**
 * Makes this process the one owner of a data directory (created when missing) until it releases or ends, however it ends.
 * Throws ProductError `store_owned` that says who holds it and since when, `store_unavailable` when the disk refuses.
 */
export function holdDirectory(directory: string, owner: { who: string; address?: string; now?: EpochMs }): Hold {
  createDirectory(directory);
  const beside = join(directory, 'owner.json');
  const unlock = lockFile(join(directory, 'owner.lock'));
  if (unlock === null) throw ownedBy(readOwner(beside), directory);

  const { who, address } = owner;
  const startedAt = toRfc3339(owner.now ?? Date.now());
  let current: Owner = { who, pid: process.pid, host: hostname(), startedAt };
  const write = (next: Owner) => {
    current = next;
    writeFileSync(`${beside}.new`, `${JSON.stringify(next, null, 2)}\n`);
    renameSync(`${beside}.new`, beside);
  };
  try {
    write(address === undefined ? current : { ...current, address });
  } catch (cause) {
    unlock();
    throw new ProductError('store_unavailable', 'The data directory cannot be written.', { directory }, cause);
  }
  let held = true;
  return {
    get owner() {
      return current;
    },
    announce: (next) => write({ ...current, address: next }),
    release() {
      if (!held) return;
      held = false;
      rmSync(beside, { force: true });
      unlock();
    },
  };
}

/** Whether a process holds the directory now. Where nobody ever did, nothing is made. */
export function isHeld(directory: string): boolean {
  const file = join(directory, 'owner.lock');
  if (!existsSync(file)) return false;
  const unlock = lockFile(file);
  unlock?.();
  return unlock === null;
}

/** Who wrote himself down beside the lock, or null; the file may be left over from a killed process. */
export function readOwner(file: string): Owner | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch {
    return null;
  }
}

/** The error a second process gets. */
export function ownedBy(owner: Owner | null, directory: string): ProductError {
  const holder = owner
    ? `${owner.who} (process ${owner.pid} on ${owner.host}) since ${owner.startedAt}${owner.address ? `, at ${owner.address}` : ''}`
    : 'another process';
  return new ProductError('store_owned', `The data directory is held by ${holder}.`, { directory, owner });
}

function createDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new ProductError('store_unavailable', 'The data directory cannot be created.', { directory }, cause);
  }
}
