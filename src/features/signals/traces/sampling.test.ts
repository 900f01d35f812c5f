import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bothKept, firstCarry, isTooRare, type SpanSampling, samplingOf, wholeRequests } from './sampling.ts';

const all = 2n ** 56n;
const kept = 'f'.repeat(32);
const none: SpanSampling = { grade: 'none', threshold: 0n };
const unknown: SpanSampling = { grade: 'unknown', threshold: 0n };
const above = (threshold: bigint): SpanSampling => ({ grade: 'threshold', threshold });

describe('what tracestate says of sampling', () => {
  it.each([
    ['', unknown],
    ['vendor=ot=th:8', unknown],
    ['ot=rv:ffffffffffffff', unknown],
    ['ot=p:8;r:62', unknown],
    ['ot=th:0', none],
    ['ot=th:8', above(all / 2n)],
    ['a=1, ot=th:c;x:y ,b=2', above((all * 3n) / 4n)],
    ['ot=th:fd70a4', above(0xfd70a400000000n)],
    ['ot=th:', unknown],
    ['ot=th:C', unknown],
    ['ot=th:123456789abcdef', unknown],
    ['ot=th:8;rv:7fffffffffffff', unknown],
    ['ot=th:8;rv:80000000000000', above(all / 2n)],
    ['ot=th:8;rv:8', unknown],
    [`ot=th:8,${'x'.repeat(5_000)}`, unknown],
  ])('%s', (traceState, expected) => expect(samplingOf(traceState, kept)).toEqual(expected));

  it('takes the randomness of the trace id where no other is given', () => {
    expect(samplingOf('ot=th:8', `${'f'.repeat(18)}7fffffffffffff`)).toEqual(unknown);
    expect(samplingOf('ot=th:8', `${'0'.repeat(18)}80000000000000`)).toEqual(above(all / 2n));
    expect(samplingOf('ot=th:8', '')).toEqual(unknown);
  });

  it('never throws', () => {
    const part = fc.string({ unit: fc.constantFrom(...'0123456789abcdefCx;:,= é') });
    const text = fc.tuple(fc.constantFrom('', 'a=b,', 'ot=th:', 'ot=rv:'), part).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.string(), (traceState, id) =>
        ['none', 'threshold', 'unknown'].includes(samplingOf(traceState, id).grade),
      ),
    );
  });

  it('gives a pair the weight of the stricter sampler, or none', () => {
    expect(bothKept(none, above(5n))).toEqual(above(5n));
    expect(bothKept(above(9n), above(5n))).toEqual(above(9n));
    expect(bothKept(above(9n), unknown)).toEqual(unknown);
    expect([isTooRare(above(all - 1n)), isTooRare(above(all - all / 2n ** 30n)), isTooRare(none)]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('whole requests', () => {
  it('add up to the exact sum of weights, never off by more than a half', () => {
    const threshold = fc.bigInt({ min: 0n, max: all - all / 2n ** 30n }).map(above);
    fc.assert(
      fc.property(fc.array(threshold, { maxLength: 60 }), (spans) => {
        let carry = firstCarry;
        let total = 0n;
        // The exact sum as a fraction: each weight is 2^56 / (2^56 − threshold).
        let numerator = 0n;
        let denominator = 1n;
        for (const span of spans) {
          const whole = wholeRequests(span, carry);
          expect(whole.count).toBeGreaterThanOrEqual(1);
          carry = whole.carry;
          total += BigInt(whole.count);
          const left = all - span.threshold;
          numerator = numerator * left + all * denominator;
          denominator *= left;
          const off = 2n * (total * denominator - numerator);
          // a half, and what 2^−64 a span adds to it
          const most = denominator + denominator / 2n ** 50n + 1n;
          expect(off <= most && -off <= most).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('carry nothing where a span stands for a whole number', () => {
    for (const threshold of [0n, all / 2n, (all * 3n) / 4n]) {
      expect(wholeRequests(above(threshold), firstCarry).carry).toBe(firstCarry);
    }
  });
});
