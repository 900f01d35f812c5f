import { describe, expect, it } from 'vitest';
import { day } from '../../../src/maths/instants.ts';
import { askedIn, windowIdIn } from './fleet-asked.ts';

const asked = (text: string) => askedIn(new URLSearchParams(text));

describe('what the address of the fleet asks for', () => {
  it('is 30 days, worst first, where it says nothing or what nobody knows', () => {
    const usual = { window: { length: 30 * day }, kind: undefined, sort: 'worst', q: undefined };
    expect(asked('')).toEqual(usual);
    expect(asked('window=century&kind=team&sort=best&q=')).toEqual(usual);
  });

  it('is what it names', () => {
    expect(asked('window=year&kind=component&sort=unmeasured&q=pay')).toEqual({
      ...{ window: { length: 365 * day }, kind: 'component', sort: 'unmeasured', q: 'pay' },
    });
  });

  it('is an own window once that has a beginning before its end', () => {
    const own = 'window=custom&from=2026-11-01T00:00:00Z';
    expect(windowIdIn(new URLSearchParams(own))).toBe('custom');
    expect([asked(own), asked(`${own}&to=2026-10-01T00:00:00Z`)]).toEqual([null, null]);
    expect(asked(`${own}&to=2026-11-02T00:00:00Z`)?.window).toEqual({
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-02T00:00:00Z',
    });
  });
});
