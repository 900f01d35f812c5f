import { hash, verify } from '@node-rs/argon2';
import { ProductError } from '../../../errors.ts';

/** OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Argon2 runs on the threads that files and addresses are read on, four of them: guessing must leave some free. */
const mostAtOnce = 2;
const mostWaiting = 40;

/** Hashes and checks passwords, few at once. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time for a hash of null, which no password fits. */
  fits(password: string, hash: string | null): Promise<boolean>;
}

/** Both throw ProductError `busy` when too many wait already. */
export function createPasswords(): Passwords {
  let running = 0;
  const waiting: (() => void)[] = [];
  let nobodys: Promise<string> | undefined;

  async function inTurn<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    if (running >= mostAtOnce) {
      if (waiting.length >= mostWaiting) throw new ProductError('busy', 'Too many people sign in at this moment.');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running++;
    }
    try {
      return await work();
    } finally {
      // the turn goes to the next without being given back, so that nobody slips in between
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  }

  return {
    hash: (password) => inTurn(() => hash(normal(password), parameters)),
    fits: (password, stored) =>
      inTurn(async () => {
        nobodys ??= hash('the password of nobody', parameters);
        const fits = await verify(stored ?? (await nobodys), normal(password));
        return fits && stored !== null;
      }),
  };
}

/** The same characters typed on another keyboard may be other code points (NIST SP 800-63B 3.1.1.2). */
const normal = (password: string): string => password.normalize('NFKC');
