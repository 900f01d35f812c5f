import { randomBytes, timingSafeEqual } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface MachineToken {
  token: string;
  /** Whether this is the token, compared in constant time. */
  is(given: string): boolean;
  remove(): void;
}

/**
 * The token of commands on the machine itself: new at each start, in `machine-token` of the data folder with mode 0600, so
 * that whoever may read the folder may act as `machine`. It is never part of a backup.
 */
export function writeMachineToken(dataFolder: string): MachineToken {
  const token = `waga_machine_${randomBytes(32).toString('base64url')}`;
  const file = join(dataFolder, 'machine-token');
  rmSync(file, { force: true });
  writeFileSync(file, `${token}\n`, { mode: 0o600, flag: 'wx' });
  const bytes = Buffer.from(token);
  return {
    token,
    is(given) {
      const other = Buffer.from(given);
      return other.length === bytes.length && timingSafeEqual(other, bytes);
    },
    remove: () => rmSync(file, { force: true }),
  };
}
