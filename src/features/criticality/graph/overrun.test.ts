import { expect, it } from 'vitest';
import { overrunShareFrom } from './overrun.ts';

it('of each outage only what lasts longer than the buffer counts', () => {
  const share = overrunShareFrom(
    new Map([
      ['queue', [10, 50, 40]],
      ['quiet', []],
    ]),
  );
  expect(share('queue', 30)).toBe(0.3);
  expect(share('queue', 60)).toBe(0);
  expect(share('quiet', 30)).toBeNull();
  expect(share('unheard-of', 30)).toBeNull();
});
