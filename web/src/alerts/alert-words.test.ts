import { describe, expect, it } from 'vitest';
import { alertPath, idOf, noiseText, partText } from './alert-words.ts';

describe('the part that is right', () => {
  it('is cut and never rounded up to all or down to nothing', () => {
    expect(partText({ numerator: 2, denominator: 3 })).toBe('66.6%');
    expect(partText({ numerator: 9_999, denominator: 10_000 })).toBe('99.9%');
    expect(partText({ numerator: 3, denominator: 3 })).toBe('100%');
    expect(partText({ numerator: 1, denominator: 40_000 })).toBe('below 0.1%');
    expect(partText({ numerator: 0, denominator: 7 })).toBe('0%');
    expect(partText({ numerator: 1, denominator: 2 })).toBe('50%');
  });
});

describe('the address of an alert', () => {
  it('leads back to the same id, whatever stands in it', () => {
    for (const id of ['measure:a', 'external:prom/High Latency/payment-api', 'external:x/100%/']) {
      expect(idOf(alertPath(id).slice('/alerts/'.length))).toBe(id);
    }
    expect(idOf('100%')).toBe('100%');
  });
});

describe('noise in a line', () => {
  it('says what fired, how much of it was for nothing, and who was called', () => {
    expect(noiseText({ fires: 0, pages: 0, pagesByNight: 0, withoutDrop: 0 })).toBe('Nothing fired.');
    expect(noiseText({ fires: 3, pages: 0, pagesByNight: 0, withoutDrop: 1 })).toBe(
      '3 alarms, 1 without any drop in the business; nobody was called.',
    );
    expect(noiseText({ fires: 3, pages: 1, pagesByNight: 1, withoutDrop: 0 })).toContain('1 call, 1 by night');
  });
});
