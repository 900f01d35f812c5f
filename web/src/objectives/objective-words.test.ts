import { describe, expect, it } from 'vitest';
import type { BurnShown } from '../../../src/features/objectives/slo-contract.ts';
import { burnOf, leftText, minutesText, objectivePath, rateText, reachedText, windowText } from './objective-words.ts';

const burn = (severity: BurnShown['severity'], state: BurnShown['state']): BurnShown => ({
  ...{ severity, state, longMinutes: 60, shortMinutes: 5, factor: 14.4, long: 1, short: 1, since: null },
});
const word = (...burns: BurnShown[]) => burnOf({ state: 'met', burns })?.word;

describe('words of objectives', () => {
  it('name the gravest burn first, and what is not known before calm', () => {
    expect(word(burn('ticket', 'burning'), burn('page', 'burning'))).toBe('Burning fast');
    expect(word(burn('ticket', 'burning'), burn('page', 'frozen'))).toBe('Burning');
    expect(word(burn('page', 'calm'), burn('ticket', 'frozen'))).toBe('Not measured now');
    expect(word(burn('page', 'quiet'), burn('ticket', 'calm'))).toBe('Calm');
    expect(word(burn('page', 'quiet'), burn('ticket', 'quiet'))).toBe('Too little to tell');
    expect(burnOf({ state: 'unsupported', burns: [burn('page', 'calm')] })).toBeNull();
  });

  it('say windows as people do', () => {
    const window = { from: '', to: '', rolling: true, duration: '30d', timeZone: null, businessHours: null };
    expect(windowText(window)).toBe('last 30 days');
    expect(windowText({ ...window, duration: '1w' })).toBe('last week');
    const calendar = { ...window, rolling: false, duration: '1M', timeZone: 'Europe/Warsaw', businessHours: 'office' };
    expect(windowText(calendar)).toBe('calendar month in Europe/Warsaw, only business hours of office');
    expect(windowText({ ...window, duration: '1 month by the calendar of UTC' })).toBe(
      '1 month by the calendar of UTC',
    );
    expect([5, 60, 360, 1_440, 4_320].map(minutesText)).toEqual(['5 min', '1 h', '6 h', '1 d', '3 d']);
  });

  it('show budgets beyond zero, and never a little as none', () => {
    expect([1, 0.624_9, 0.000_4, 0, -0.35].map(leftText)).toEqual(['100%', '62.4%', 'below 0.1%', '0.0%', '−35.0%']);
    expect([14.4, 0.084, 3, null].map(rateText)).toEqual(['14.4×', '0.08×', '3×', 'nothing counted']);
  });

  it('say what was reached on the side of the target on which it is', () => {
    const of = (good: string, valid: string, reached: string) => reachedText({ good, valid, reached, target: '0.999' });
    expect(of('177135', '177380', '0.9986')).toBe('99.862%');
    expect(of('9989999', '10000000', '0.998999')).toBe('99.89999%');
    expect(of('9411.25', '9420', '0.999071')).toBe('99.9071%');
    expect(of('43200', '43200', '1.0000')).toBe('100%');
    expect(reachedText({ good: null, valid: null, reached: null, target: '0.999' })).toBeNull();
  });

  it('encode names with a number', () => expect(objectivePath('pay#2')).toBe('/objectives/pay%232'));
});
