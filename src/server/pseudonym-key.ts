import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { ProductError } from '../errors.ts';

/**
 * The installation's key for pseudonyms of users, 32 random bytes, made at the first start with mode 0600.
 * It must lie outside the data folder, so that a copy of the data alone cannot be turned back into people.
 */
export function pseudonymKey(file: string, dataFolder: string): Buffer {
  const inside = relative(dataFolder, file);
  if (!inside.startsWith('..')) {
    throw new ProductError('bad_config', `pseudonymKeyFile: ${file} lies inside the data folder; name a place outside`);
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new ProductError('bad_config', `pseudonymKeyFile: ${file} cannot be written`, {}, cause);
    }
  }
  const text = readFileSync(file, 'utf8').trim();
  if (!/^[0-9a-f]{64}$/.test(text)) {
    throw new ProductError('bad_config', `pseudonymKeyFile: ${file} does not hold 64 hexadecimal digits`);
  }
  return Buffer.from(text, 'hex');
}
