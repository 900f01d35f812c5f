import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReplayChange } from '../../../src/features/balance/replay-contract.ts';
import { changeOf, changesIn, replayPath } from './replay-asked.ts';

const name = fc.stringMatching(/^[a-z0-9][a-z0-9._-]{0,40}$/);
const ratio = fc.integer({ min: 1, max: 9_999 }).map((n) => `0.${String(n).padStart(4, '0')}`);
const change = fc.oneof(
  fc.record(
    { kind: fc.constant('process' as const), name, partial: ratio, total: ratio },
    { requiredKeys: ['kind', 'name'] },
  ),
  fc.record(
    {
      ...{ kind: fc.constant('measure' as const), name, atLeast: ratio },
      ...{ overMinutes: fc.integer({ min: 1, max: 1_440 }), floor: fc.integer({ min: 1, max: 9_000 }) },
      off: fc.constant(true),
    },
    { requiredKeys: ['kind', 'name'] },
  ),
);

describe('changes in an address', () => {
  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes: ReplayChange[]) => {
        expect(changesIn(new URL(replayPath(changes), 'http://x').searchParams)).toEqual(changes);
      }),
    );
  });

  it('are left out where they are none', () => {
    for (const text of ['', 'measure', 'measure,', 'colour,a', 'measure,a,overMinutes=0', 'measure,a,floor=x'])
      expect(changeOf(text), text).toBeNull();
  });
});
