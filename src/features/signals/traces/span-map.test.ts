import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SpanKey } from './span-key.ts';
import { SpanMap } from './span-map.ts';

function keyOf(words: readonly number[]): SpanKey {
  const key = new SpanKey();
  key.words.set(words);
  return key;
}

/** Few keys, so that they come again; some of them fall into one place. */
const words = fc.oneof(
  fc.nat(40).map((n) => [n, 5, n, 5, 1, 1]),
  fc.nat(400).map((n) => [n * 7_919, 1, 0, n, 3, -n]),
);
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('set' as const), words }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('delete' as const), words }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('begin' as const, 'keep' as const) }) },
);

describe('a map of spans', () => {
  it('holds what a Map would, in its order, and takes back what was not kept', () => {
    fc.assert(
      fc.property(fc.array(step, { size: 'max', maxLength: 3_000 }), (steps) => {
        const map = new SpanMap<{ nth: number }>();
        let kept = new Map<string, { nth: number }>();
        let own = new Map(kept);
        for (const [nth, one] of steps.entries()) {
          if (!('words' in one)) {
            map[one.do]();
            if (one.do === 'keep') kept = new Map(own);
            else own = new Map(kept);
          } else {
            const key = keyOf(one.words);
            if (one.do === 'set') {
              map.set(key, { nth });
              own.set(key.text(), { nth });
            } else {
              map.delete(key);
              own.delete(key.text());
            }
            expect(map.get(key)).toEqual(own.get(key.text()));
          }
          expect(map.size).toBe(own.size);
        }
        expect([...map]).toEqual([...own]);
        map.begin();
        expect([...map]).toEqual([...kept]);
        for (const [text, value] of kept) {
          const key = new SpanKey();
          Buffer.from(key.words.buffer).write(text, 'latin1');
          expect(map.get(key)).toEqual(value);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives the keys of the oldest as long as they are asked for', () => {
    const map = new SpanMap<{ at: number }>();
    for (let at = 0; at < 5_000; at++) map.set(keyOf([at, 2, at, 2, 3, 4]), { at });
    for (let at = 0; at < 4_000; at += 2) map.delete(keyOf([at, 2, at, 2, 3, 4]));
    map.keep();
    for (const _ of [1, 2]) {
      const words = map.oldest(({ at }) => at < 10);
      expect(Array.from({ length: words.length / 6 }, (_unused, nth) => words[6 * nth])).toEqual([1, 3, 5, 7, 9]);
      map.begin();
    }
    expect(map.size).toBe(3_000);
  });
});
