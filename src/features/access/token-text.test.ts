import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sameHash, tokenHash, tokenIdIn, tokenText } from './token-text.ts';

const id = fc.stringMatching(/^[a-z0-9]{10}$/);
const secret = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('the text of a token', () => {
  it('tells its id, whatever the secret', () => {
    fc.assert(fc.property(id, secret, (name, bytes) => tokenIdIn(tokenText(name, bytes)) === name));
  });

  it('is nothing else than that form', () => {
    fc.assert(fc.property(fc.string(), (text) => tokenIdIn(text) === null));
    fc.assert(fc.property(id, secret, (name, bytes) => tokenIdIn(`${tokenText(name, bytes)}\n`) === null));
    expect(tokenIdIn(`waga_machine_${'A'.repeat(43)}`)).toBeNull();
  });

  it('has the hash of itself alone', () => {
    fc.assert(
      fc.property(id, secret, secret, (name, a, b) => {
        const equal = Buffer.compare(a, b) === 0;
        return sameHash(tokenHash(tokenText(name, a)), tokenHash(tokenText(name, b))) === equal;
      }),
    );
    expect(sameHash('a', 'ab')).toBe(false);
  });
});
