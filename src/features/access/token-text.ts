import { createHash, timingSafeEqual } from 'node:crypto';

const form = /^waga_([a-z0-9]{10})_([A-Za-z0-9_-]{43})$/;

/** `waga_ID_SECRET`: the id is public and finds the row, the secret is 256 bits in base64url. */
export function tokenText(id: string, secret: Uint8Array): string {
  return `waga_${id}_${Buffer.from(secret).toString('base64url')}`;
}

/** The public id within a token's text; null for a text of another form. */
export function tokenIdIn(text: string): string | null {
  return form.exec(text)?.[1] ?? null;
}

/** What is stored of a token: SHA-256 of its text in hex. With 256 bits of chance in it there is nothing to guess slowly. */
export function tokenHash(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export function sameHash(a: string, b: string): boolean {
  const left = Buffer.from(a, 'utf8');
  const right = Buffer.from(b, 'utf8');
  return left.length === right.length && timingSafeEqual(left, right);
}
