import { createHash, createHmac } from 'node:crypto';

/** The first 64 bits of HMAC-SHA-256 of the user under the installation's key: the same user, the same number; no way back without the key. */
export function pseudonym(user: string, key: Uint8Array): bigint {
  return createHmac('sha256', key).update(user, 'utf8').digest().readBigUInt64BE(0);
}

/** 64 bits that stand for an event id within its process. */
export function idHash(process: string, id: string): bigint {
  return createHash('sha256').update(`${process}\n${id}`, 'utf8').digest().readBigUInt64BE(0);
}

/** 128 bits in hex that stand for any text or bytes. */
export function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
