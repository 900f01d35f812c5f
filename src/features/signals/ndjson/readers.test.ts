import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minorDigits, parseMoney } from '../../../maths/money.ts';
import { BusinessEvent } from '../business-event.ts';
import { idHash, pseudonym } from '../pseudonym.ts';
import { AmountReader } from './amount-reader.ts';
import { InstantReader } from './instant-reader.ts';
import { KeyedHashes } from './keyed-hashes.ts';
import { UserCache, userCacheOf } from './user-cache.ts';

const bytesOf = (text: string): Buffer => Buffer.from(`..${text}"`);
const big = ({ high, low }: { high: number; low: number }): bigint => (BigInt(high) << 32n) | BigInt(low);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).filter((text) => text.isWellFormed());

describe('hashes', () => {
  const key = fc.uint8Array({ minLength: 0, maxLength: 100 });

  it('of ids and users are those that are stored', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { maxLength: 20 }), key, (names, secret) => {
        const hashes = new KeyedHashes(secret);
        for (const [process, text] of names) {
          const bytes = bytesOf(text);
          hashes.process(Buffer.from(process));
          hashes.id(bytes, 2, bytes.length - 1);
          expect(big(hashes)).toBe(idHash(process, text));
          hashes.user(bytes, 2, bytes.length - 1);
          expect(big(hashes)).toBe(pseudonym(text, secret));
        }
      }),
    );
  });

  it('of users are the same from the cache, also where many users share its places', () => {
    const secret = Buffer.alloc(32, 3);
    const users = new UserCache(new KeyedHashes(secret));
    for (let nth = 0; nth < 60_000; nth++) {
      const text = `u-${(nth * 7919) % 20_000}${nth % 5 === 0 ? 'x'.repeat(60) : ''}`;
      const bytes = bytesOf(text);
      users.find(bytes, 2, bytes.length - 1);
      if (nth % 10 === 0) expect(big(users)).toBe(pseudonym(text, secret));
    }
  });
});

describe('the users of a key', () => {
  it('are found by all, and are others under another key', () => {
    const bytes = bytesOf('anna');
    for (const key of [1, 2, 1, 3, 1, 2]) {
      const secret = Buffer.alloc(32, key);
      const users = userCacheOf(secret);
      users.find(bytes, 2, bytes.length - 1);
      expect(big(users)).toBe(pseudonym('anna', secret));
      expect(userCacheOf(Buffer.from(secret))).toBe(users);
    }
  });
});

describe('times', () => {
  const two = (most: number) => fc.nat(most).map((n) => String(n).padStart(2, '0'));
  const text = fc
    .tuple(
      fc.integer({ min: 1969, max: 2104 }).map(String),
      two(13),
      two(32),
      two(24),
      two(60),
      two(60),
      fc.oneof(fc.constant(''), fc.stringMatching(/^\.[0-9]{0,10}$/)),
      fc.oneof(
        fc.constantFrom('Z', 'z', ''),
        fc.tuple(fc.constantFrom('+', '-'), two(24), two(60)).map(([s, h, m]) => `${s}${h}:${m}`),
      ),
    )
    .map(([y, mo, d, h, mi, s, fraction, zone]) => `${y}-${mo}-${d}T${h}:${mi}:${s}${fraction}${zone}`);
  const reader = new InstantReader();
  const read = (value: string): number => {
    const bytes = bytesOf(value);
    const at = reader.read(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 2);
    return reader.end === bytes.length - 1 ? at : Number.NaN;
  };

  it('are what Date.parse makes of those that an event may bear, or nothing', () => {
    const isGood = (at: string): boolean => BusinessEvent.safeParse({ process: 'p', step: 's', at }).success;
    fc.assert(
      fc.property(fc.array(text, { maxLength: 5 }), fc.boolean(), (values, twice) => {
        for (const value of twice ? [...values, ...values] : values) {
          reader.end = 0;
          const at = read(value);
          if (!Number.isNaN(at)) expect([value, isGood(value), Date.parse(value)]).toEqual([value, true, at]);
          else if (isGood(value) && value >= '1971') expect(value).toMatch(/\.[0-9]{10}/);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are right on every day of leap years and others', () => {
    for (let day = Date.UTC(1999, 11, 30); day < Date.UTC(2005, 0, 2); day += 86_400_000) {
      const value = new Date(day + 86_399_999).toISOString();
      expect(read(value)).toBe(day + 86_399_999);
    }
  });
});

describe('amounts', () => {
  it('are what parseMoney makes of them, or nothing', () => {
    const reader = new AmountReader();
    const text = fc.oneof(
      fc.stringMatching(/^-?[0-9]{0,16}(\.[0-9]{0,7})?$/),
      fc.stringMatching(/^-?[0-9]{1,4}\.[0-9]{1,3}0{0,3}$/),
      fc.string(),
    );
    fc.assert(
      fc.property(text, fc.constantFrom('PLN', 'JPY', 'KWD', 'CLF'), (value, currency) => {
        const bytes = bytesOf(value);
        const isRead = reader.read(bytes, 2) && reader.end === bytes.length - 1;
        const minor = isRead ? reader.minor(minorDigits(currency)) : Number.NaN;
        const slow = parseMoney(value, currency);
        if (slow === null) expect(minor <= Number.MAX_SAFE_INTEGER).toBe(false);
        else expect([value, minor]).toEqual([value, slow]);
      }),
      { numRuns: 2_000 },
    );
  });
});
