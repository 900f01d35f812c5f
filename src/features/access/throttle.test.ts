import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressKey, byName, Throttle } from './throttle.ts';

const rate = { atOnce: 3, everyMs: 1_000 };

describe('a throttle', () => {
  it('lets some attempts through at once, then one at a time', () => {
    const throttle = new Throttle(rate);
    expect([0, 0, 0].map(() => throttle.attempt('anna', 5_000))).toEqual([0, 0, 0]);
    expect(throttle.attempt('anna', 5_000)).toBe(1_000);
    expect(throttle.attempt('anna', 5_400)).toBe(600);
    expect(throttle.attempt('ben', 5_400)).toBe(0);
    expect(throttle.attempt('anna', 6_000)).toBe(0);
    expect(throttle.attempt('anna', 6_000)).toBe(1_000);
  });

  it('takes an attempt that turned out well back', () => {
    const throttle = new Throttle(rate);
    for (let nth = 0; nth < 50; nth++) {
      expect(throttle.attempt('anna', 0)).toBe(0);
      throttle.giveBack('anna');
    }
    expect([0, 0, 0, 0].map(() => throttle.attempt('anna', 0))).toEqual([0, 0, 0, 1_000]);
  });

  it('never lets more through in any span than its rate', () => {
    const story = fc.array(fc.nat({ max: 2_000 }), { maxLength: 80 });
    fc.assert(
      fc.property(story, (steps) => {
        const throttle = new Throttle(rate);
        let now = 1_000_000;
        const through: number[] = [];
        for (const step of steps) {
          now += step;
          const wait = throttle.attempt('anna', now);
          if (wait === 0) through.push(now);
          // and whoever waits as long as is said is let through
          else expect(Math.ceil(wait)).toBeLessThanOrEqual(rate.everyMs);
        }
        for (const [index, from] of through.entries())
          for (const [later, to] of through.entries())
            if (later >= index) {
              const most = rate.atOnce + Math.floor((to - from) / rate.everyMs);
              expect(later - index + 1).toBeLessThanOrEqual(most);
            }
      }),
    );
  });

  it('lets whoever waits as long as is said through', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3_000 }), { maxLength: 40 }), (steps) => {
        const throttle = new Throttle(rate);
        let now = 0;
        for (const step of steps) {
          now += step;
          const wait = throttle.attempt('anna', now);
          if (wait === 0) continue;
          now += wait;
          expect(throttle.attempt('anna', now)).toBe(0);
        }
      }),
    );
  });

  it('remembers so many keys and no more', () => {
    const throttle = new Throttle(byName);
    for (let nth = 0; nth < 30_000; nth++) throttle.attempt(`name-${nth}`, nth);
    expect(throttle.size).toBe(10_000);
  });
});

describe('the key of an address', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0db8:1:0002::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (address, key) => expect(addressKey(address)).toBe(key));
});
