import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type EpochMs, minute } from '../../../../maths/instants.ts';

/** What a sign-in that has begun must find again when the browser comes back. */
export interface Ticket {
  state: string;
  nonce: string;
  verifier: string;
  /** Where one was going. */
  to: string;
  expiresAt: EpochMs;
}

export const ticketLifeMs = 10 * minute;

const algorithm = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];

/** Seals tickets for the browser that began, so that nothing waits here for those who never come back. */
export class Tickets {
  /** New at each start: a sign-in under way then has to begin again. */
  readonly #key = randomBytes(32);

  seal(ticket: Ticket): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.#key, nonce);
    const sealed = Buffer.concat([cipher.update(JSON.stringify(ticket), 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
  }

  /** Null for what was not sealed here since the start, or is too old. */
  open(text: string, now: EpochMs): Ticket | null {
    const bytes = Buffer.from(text, 'base64url');
    if (bytes.length <= nonceBytes + tagBytes) return null;
    try {
      const options = { authTagLength: tagBytes };
      const decipher = createDecipheriv(algorithm, this.#key, bytes.subarray(0, nonceBytes), options);
      decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      const opened = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
      const ticket = JSON.parse(opened.toString('utf8')) as Ticket;
      return now < ticket.expiresAt ? ticket : null;
    } catch {
      return null;
    }
  }
}
