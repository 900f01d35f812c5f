import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitted, held, showing, zoomedAt } from './view.ts';

const window = { width: 1_000, height: 600 };
const map = { width: 8_000, height: 4_000 };

describe('the view', () => {
  it('fits the whole map, and blows up no small one', () => {
    const view = fitted(map, window);
    expect(view.left).toBeGreaterThanOrEqual(16);
    expect(view.left + map.width * view.scale).toBeLessThanOrEqual(984.01);
    expect(fitted({ width: 100, height: 50 }, window).scale).toBe(1.1);
    expect(fitted({ width: 0, height: 0 }, window).scale).toBe(1.1);
  });

  it('leaves the point under the pointer where it is while it zooms', () => {
    const some = fc.double({ min: 0.2, max: 5, noNaN: true });
    fc.assert(
      fc.property(some, fc.nat(1_000), fc.nat(600), (factor, x, y) => {
        const view = { left: 30, top: -200, scale: 0.7 };
        const next = zoomedAt(view, factor, x, y, 0.05);
        const point = (one: typeof view) => [(x - one.left) / one.scale, (y - one.top) / one.scale];
        expect(point(next)[0]).toBeCloseTo(point(view)[0]!, 6);
        expect(point(next)[1]).toBeCloseTo(point(view)[1]!, 6);
      }),
    );
  });

  it('never loses the map', () => {
    const view = held({ left: 90_000, top: -90_000, scale: 1 }, map, window);
    expect(view.left).toBe(750);
    expect(view.top).toBe(150 - 4_000);
  });

  it('moves to a node that is out of sight, and not for one in sight', () => {
    const view = { left: 0, top: 0, scale: 1 };
    expect(showing(view, 500, 300, window)).toEqual(view);
    expect(showing(view, 1_200, 300, window)).toEqual({ ...view, left: 1_000 - 16 - 1_200 - 74 });
    expect(showing(view, 1_200, 300, window, true)).toEqual({ left: -700, top: 0, scale: 1 });
  });
});
