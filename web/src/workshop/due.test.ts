import { describe, expect, it } from 'vitest';
import { day, toRfc3339 } from '../../../src/maths/instants.ts';
import { decisionFixture, decisionsFixture } from '../../fixtures/decisions.ts';
import { byProduct, dueBecause } from './due.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const [payment] = decisionsFixture('none', now, []).processes;
const held = (days: number) =>
  decisionFixture('payment', { state: 'in-force', validFrom: toRfc3339(now - days * day) }, now);

describe('what belongs into a workshop', () => {
  it.each([
    ['nothing was ever decided', { inForce: null }, 'never decided'],
    ['it was decided a year ago to the day', { inForce: held(365) }, null],
    ['it was decided longer ago', { inForce: held(366) }, 'decided over a year ago'],
    ['a decision waits for its signatures', { inForce: null, waiting: [held(0)] }, null],
  ])('where %s', (_, given, expected) => expect(dueBecause({ ...payment!, ...given }, now)).toBe(expected));
});

it('groups by product, those of none last', () => {
  const { processes } = decisionsFixture('none', now, []);
  const without = { ...processes[0]!, process: 'stray', product: null };
  const groups = byProduct([without, ...processes]);
  expect(groups.map(({ product, processes: of }) => [product, of.length])).toEqual([
    ['pay', 4],
    ['shop', 4],
    ['loans', 4],
    [null, 1],
  ]);
  expect(groups[2]?.managers).toEqual(['user:zofia']);
});
