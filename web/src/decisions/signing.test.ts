import { describe, expect, it } from 'vitest';
import { decisionFixture } from '../../fixtures/decisions.ts';
import { inForceAt } from './in-force.ts';
import { type Signer, standingOf, waitingForThem } from './signing.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const anna: Signer = { id: 'p-anna', name: 'anna', maySign: ['business'] };
const piotr: Signer = { id: 'p-piotr', name: 'piotr', maySign: ['technology'] };
const both: Signer = { id: 'p-root', name: 'root', maySign: ['business', 'technology'] };
const signed = (side: 'business' | 'technology', person: string) =>
  ({ side, person, name: person, at: '2026-11-19T10:00:00Z', instead: null }) as const;
const proposed = decisionFixture('payment', { state: 'proposed' }, now);

describe('who signs what', () => {
  it('asks the product manager for the business and anybody who may for technology', () => {
    const seen = standingOf(proposed, 'user:default/Anna', anna);
    expect(seen.map(({ mayNow, isTheirs }) => [mayNow, isTheirs])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(standingOf(proposed, 'user:anna', piotr)[0]?.waits).toBe('Waits for the product manager, anna.');
    expect(waitingForThem([{ decision: proposed, manager: 'user:anna' }], 'technology', piotr)).toHaveLength(1);
  });

  it('lets somebody else sign for the product manager, who is not waited for', () => {
    const [business] = standingOf(proposed, 'user:anna', both);
    expect(business).toMatchObject({ mayNow: true, isTheirs: false });
    expect(standingOf(proposed, 'group:payments', both)[0]?.isTheirs).toBe(true);
    expect(standingOf(proposed, null, both)[0]?.isTheirs).toBe(true);
  });

  it('lets nobody sign both sides, and says so', () => {
    const once = { ...proposed, signatures: [signed('business', 'p-root')] };
    const [business, technology] = standingOf(once, 'user:anna', both);
    expect(business?.signature?.person).toBe('p-root');
    expect(technology?.mayNow).toBe(false);
    expect(technology?.waits).toContain('nobody signs both');
  });

  it('asks nobody for what no longer waits', () => {
    for (const state of ['in-force', 'superseded', 'withdrawn', 'signed'] as const) {
      const seen = standingOf({ ...proposed, state }, 'user:anna', both);
      expect(seen.some(({ mayNow, waits }) => mayNow || waits !== '')).toBe(false);
    }
  });
});

describe('what was in force', () => {
  const old = decisionFixture(
    'payment',
    { state: 'superseded', validFrom: '2026-01-01T00:00:00Z', validUntil: '2026-06-01T00:00:00Z' },
    now,
  );
  const present = decisionFixture('payment', { state: 'in-force', validFrom: '2026-06-01T00:00:00Z', version: 2 }, now);
  const taken = decisionFixture('payment', { state: 'withdrawn', validFrom: '2026-03-01T00:00:00Z' }, now);
  it.each([
    ['2025-12-31T23:59:59.999Z', null],
    ['2026-01-01T00:00:00Z', old],
    ['2026-05-31T23:59:59.999Z', old],
    ['2026-06-01T00:00:00Z', present],
    ['2030-01-01T00:00:00Z', present],
  ])('at %s', (at, expected) => expect(inForceAt([taken, present, old], Date.parse(at))).toBe(expected));
});
