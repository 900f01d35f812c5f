import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { downscaledBin } from '../bins.ts';
import { advance, firstCounts, type Stream } from './cumulative.ts';

const point = (time: number, entries: [number, number][], scale = 0): Stream => ({
  time: BigInt(time),
  values: new Map(entries.map(([bin, n]) => [bin, BigInt(n)])),
  scheme: '',
  scale,
});
const total = (values: ReadonlyMap<number, bigint>): bigint => [...values.values()].reduce((sum, n) => sum + n, 0n);

describe('increments of a cumulative stream', () => {
  const step = fc.record({
    add: fc.array(fc.nat(50), { minLength: 3, maxLength: 3 }),
    reset: fc.boolean(),
    lost: fc.boolean(),
  });

  it('add up to what the sender counted, with resets, lost exports and repeats', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.array(fc.nat(39)), (steps, repeats) => {
        let own = [0, 0, 0];
        let sent: number[] | null = null;
        let expected = 0;
        const points: Stream[] = [];
        steps.forEach(({ add, reset, lost }, time) => {
          const fresh = reset ? add : own.map((n, bin) => n + add[bin]!);
          own = fresh;
          if (lost) return;
          // The naive model: what fell below the last export is a reset, and is counted from zero.
          const fell = sent?.some((n, bin) => own[bin]! < n) ?? true;
          const base = sent === null || fell ? [0, 0, 0] : sent;
          expected += own.reduce((sum, n, bin) => sum + n - base[bin]!, 0);
          sent = own;
          points.push(
            point(
              time + 1,
              own.map((n, bin) => [bin, n]),
            ),
          );
        });
        let last: Stream | undefined;
        let counted = 0n;
        points.forEach((one, index) => {
          for (const each of [one, ...(repeats.includes(index) ? [one, points[0]!] : [])]) {
            const { add, next } = advance(last, each, true);
            last = next;
            counted += total(add);
          }
        });
        expect(counted).toBe(BigInt(expected));
      }),
    );
  });

  it('count nothing of the first point where it is only a beginning', () => {
    const first = advance(undefined, point(1, [[0, 1_000]]), false);
    expect(total(first.add)).toBe(0n);
    expect(total(advance(first.next, point(2, [[0, 1_003]]), false).add)).toBe(3n);
  });

  it('stay whole when an exponential histogram becomes coarser', () => {
    const counts = fc.array(fc.tuple(fc.integer({ min: 19_900, max: 20_100 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(counts, counts, fc.nat(3), (before, more, coarser) => {
        const fine = new Map<number, number>();
        for (const [bin, n] of before) fine.set(bin, (fine.get(bin) ?? 0) + n);
        const later = new Map<number, number>();
        for (const [bin, n] of [...fine, ...more]) {
          const coarse = downscaledBin(bin, coarser);
          later.set(coarse, (later.get(coarse) ?? 0) + n);
        }
        const { add } = advance(point(1, [...fine], 4), point(2, [...later], 4 - coarser), true);
        expect(total(add)).toBe(BigInt(more.reduce((sum, [, n]) => sum + n, 0)));
      }),
    );
  });
});

describe('the first point of a stream', () => {
  const listening = 1_000n;
  const heard = { first: 2_000n, last: 3_000n };
  const later = 5_000_000_000n;

  it('counts when the stream began after we listened', () => {
    expect(firstCounts({ start: 1_500n, time: 2_000n }, listening, undefined, false)).toBe(true);
    expect(firstCounts({ start: 500n, time: 2_000n }, listening, undefined, false)).toBe(false);
  });

  it('counts when its process was heard before and the series was not', () => {
    for (const start of [0n, 500n, later]) {
      expect(firstCounts({ start, time: later }, listening, heard, false)).toBe(true);
      expect(firstCounts({ start, time: later }, listening, heard, true)).toBe(false);
      expect(firstCounts({ start, time: later }, listening, undefined, false)).toBe(false);
    }
    // Another part of the very export that made the process known.
    expect(firstCounts({ start: 500n, time: 2_500n }, listening, heard, false)).toBe(false);
  });
});
