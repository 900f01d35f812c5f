import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { idMemoryMs, RecentIds } from './recent-ids.ts';

const start = Date.UTC(2026, 10, 20, 10);

/** The memory of ids, asked and told one by one. */
class OneByOne {
  readonly ids: RecentIds;

  constructor(most?: number) {
    this.ids = new RecentIds(most);
  }

  has(id: bigint, now: number): boolean {
    return this.ids.has(Number(id >> 32n), Number(id & 0xffff_ffffn), now);
  }

  add(id: bigint, at: number): void {
    this.ids.add(BigUint64Array.of(id), Float64Array.of(at));
  }

  take(id: bigint, at: number): boolean {
    return this.ids.take(Number(id >> 32n), Number(id & 0xffff_ffffn), at);
  }

  giveBack(at: number, ...hash: bigint[]): void {
    this.ids.giveBack({ hash: BigUint64Array.from(hash), at });
  }
}

describe('the ids of the last 15 minutes', () => {
  it('knows an id for 15 minutes, to the millisecond', () => {
    const ids = new OneByOne();
    ids.add(7n, start + 1);
    expect(ids.has(7n, start + 1 + idMemoryMs - 1)).toBe(true);
    expect(ids.has(7n, start + 1 + idMemoryMs)).toBe(false);
    expect(ids.has(8n, start + 2)).toBe(false);
  });

  it('tells ids apart that differ in one half only', () => {
    const ids = new OneByOne();
    ids.add(1n << 32n, start);
    expect(ids.has(1n, start)).toBe(false);
    expect(ids.has((1n << 32n) + 1n, start)).toBe(false);
    expect(ids.has(1n << 32n, start)).toBe(true);
    ids.add(0n, start);
    expect(ids.has(0n, start)).toBe(true);
  });

  it('agrees with a plain list, whatever comes and goes', () => {
    const step = fc.record({
      id: fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 2n ** 64n - 1n)),
      after: fc.integer({ min: 0, max: 4 * minute }),
      forget: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const ids = new OneByOne();
        const plain = new Map<bigint, number>();
        let now = start;
        for (const { id, after, forget } of steps) {
          now += after;
          const at = plain.get(id);
          expect(ids.has(id, now)).toBe(at !== undefined && at > now - idMemoryMs);
          ids.add(id, now);
          plain.set(id, now);
          if (forget) ids.ids.forget(now);
        }
        for (const [id, at] of plain) expect(ids.has(id, now)).toBe(at > now - idMemoryMs);
      }),
    );
  });

  it('keeps many, and forgets the oldest first where there are too many, half of the most at a time', () => {
    const ids = new OneByOne(10_000);
    const many = 9_000n;
    for (let id = 0n; id < many; id++) ids.add((id * 0x9e37_79b9_7f4a_7c15n) & 0xffff_ffff_ffff_ffffn, start);
    expect(ids.ids.size).toBe(9_000);
    for (let id = 0n; id < 1_001n; id++) ids.add((1n << 60n) + id, start + 5 * minute);
    expect(ids.ids.size).toBe(5_001);
    expect(ids.ids.forgottenEarly).toEqual({ ids: 5_000, at: start + 5 * minute });
    expect(ids.has(1n << 60n, start + 5 * minute)).toBe(true);
  });

  it('holds no more than the most, also where all come in one minute, and forgets the oldest of them first', () => {
    const ids = new OneByOne(1_000);
    const all = Array.from({ length: 6_000 }, (_, nth) => (BigInt(nth) * 0x9e3779b97f4a7c15n) & 0xffff_ffff_ffff_ffffn);
    for (const [nth, id] of all.entries()) {
      expect(ids.take(id, start + nth)).toBe(true);
      expect(ids.ids.size).toBeLessThanOrEqual(1_000);
    }
    for (const id of all.slice(-500)) expect(ids.take(id, start + 6_000)).toBe(false);
    expect(ids.has(all[0]!, start + 6_000)).toBe(false);
    ids.giveBack(start + 6_000, all.at(-1)!, all.at(-400)!);
    expect([ids.has(all.at(-1)!, start + 6_000), ids.has(all.at(-400)!, start + 6_000)]).toEqual([false, false]);
    const many = new RecentIds(1_000);
    many.add(
      BigUint64Array.from(all),
      Float64Array.from(all, () => start),
    );
    expect(many.size).toBeLessThanOrEqual(1_000);
    expect(many.forgottenEarly?.ids).toBe(all.length - many.size);
  });

  it('takes what is new and gives back what was not stored, whatever comes', () => {
    const step = fc.record({
      id: fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 2n ** 64n - 1n)),
      after: fc.integer({ min: -minute, max: 4 * minute }),
      isStored: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
        const ids = new OneByOne();
        const plain = new Map<bigint, number>();
        let now = start;
        for (const { id, after, isStored } of steps) {
          now += after;
          const isNew = !((plain.get(id) ?? -Infinity) > now - idMemoryMs);
          expect(ids.take(id, now)).toBe(isNew);
          expect(ids.has(id, now)).toBe(true);
          if (isNew && isStored) plain.set(id, now);
          else if (isNew) ids.giveBack(now, id);
          expect(ids.has(id, now)).toBe(!isNew || isStored);
        }
      }),
    );
  });

  it('has as much room after many were given back', () => {
    const ids = new OneByOne(10_000);
    for (let round = 0; round < 20; round++) {
      const many = Array.from({ length: 2_000 }, (_, nth) => BigInt(nth) * 0x9e37_79b9_7f4a_7c15n + BigInt(round));
      const hashes = many.map((id) => BigInt.asUintN(64, id));
      for (const id of hashes) expect(ids.take(id, start)).toBe(true);
      expect(ids.ids.size).toBe(2_000);
      ids.giveBack(start, ...hashes);
      expect(ids.ids.size).toBe(0);
    }
    expect(ids.ids.forgottenEarly).toBe(null);
  });

  it('takes many at once, each at its own time, in any order', () => {
    const came = fc.record({
      id: fc.oneof(fc.bigInt(0n, 40n), fc.bigInt(0n, 2n ** 64n - 1n)),
      at: fc.integer({ min: start, max: start + 30 * minute }),
    });
    fc.assert(
      fc.property(fc.array(came, { maxLength: 300 }), (all) => {
        const [together, apart] = [new OneByOne(), new OneByOne()];
        together.ids.add(
          BigUint64Array.from(all, ({ id }) => id),
          Float64Array.from(all, ({ at }) => at),
        );
        for (const { id, at } of all) apart.add(id, at);
        expect(together.ids.size).toBe(apart.ids.size);
        for (const { id } of all) {
          for (const now of [start, start + 20 * minute, start + 40 * minute]) {
            expect(together.has(id, now)).toBe(apart.has(id, now));
          }
        }
      }),
    );
  });
});
