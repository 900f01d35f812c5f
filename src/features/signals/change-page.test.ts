import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorOf, placeIn } from './change-page.ts';

it('a cursor leads back to the place that it was made of', () => {
  fc.assert(
    fc.property(fc.nat({ max: 4e12 }), (at) => {
      const place = { at, id: randomUUID() };
      expect(placeIn(cursorOf(place))).toEqual(place);
    }),
  );
});

it('a text that is no cursor leads nowhere', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(placeIn(text)).toBeNull();
    }),
  );
});
