import { expect, it } from 'vitest';
import { IntakeTally } from './intake-tally.ts';

it('counts by entrance and source, refusals by code with the last time', () => {
  const tally = new IntakeTally();
  tally.note({ entrance: 'events', source: 'shop', at: 1, accepted: 3, duplicate: 1, refused: [{ code: 'bad_row' }] });
  tally.note({
    entrance: 'events',
    source: 'shop',
    at: 5,
    refused: [{ code: 'bad_row', count: 4 }, { code: 'too_old' }],
  });
  tally.note({ entrance: 'import', source: 'shop', at: 9, accepted: 2, refused: [{ code: 'bad_row', count: 0 }] });
  expect(tally.all()).toEqual([
    {
      entrance: 'events',
      source: 'shop',
      accepted: 3,
      duplicate: 1,
      refused: new Map([
        ['bad_row', { count: 5, lastAt: 5 }],
        ['too_old', { count: 1, lastAt: 5 }],
      ]),
    },
    { entrance: 'import', source: 'shop', accepted: 2, duplicate: 0, refused: new Map() },
  ]);
});
