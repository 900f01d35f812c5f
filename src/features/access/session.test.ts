import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { day, hour, minute } from '../../maths/instants.ts';
import { holds, isSeenDue, secretHash, sessionLife } from './session.ts';

const life = sessionLife(12, 30);
const start = Date.UTC(2026, 10, 20, 10);
const session = { seen_at: start, expires_at: start + 30 * day };

describe('a session', () => {
  it('ends when it was not used for half a day', () => {
    expect(holds(session, start + 12 * hour - 1, life)).toBe(true);
    expect(holds(session, start + 12 * hour, life)).toBe(false);
  });

  it('ends after thirty days however often it is used', () => {
    const used = { ...session, seen_at: session.expires_at - 1 };
    expect(holds(used, session.expires_at - 1, life)).toBe(true);
    expect(holds(used, session.expires_at, life)).toBe(false);
  });

  it('is noted as used at most once a minute, and often enough to go on', () => {
    expect(isSeenDue(session, start + minute - 1)).toBe(false);
    expect(isSeenDue(session, start + minute)).toBe(true);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 11 * hour }), { maxLength: 40 }), (pauses) => {
        let now = start;
        const used = { ...session };
        for (const pause of pauses) {
          now += pause;
          if (now >= used.expires_at) return;
          expect(holds(used, now, life)).toBe(true);
          if (isSeenDue(used, now)) used.seen_at = now;
        }
      }),
    );
  });
});

describe('what is stored of a secret', () => {
  it('is SHA-256, which the secret cannot be read from', () => {
    expect(secretHash('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
