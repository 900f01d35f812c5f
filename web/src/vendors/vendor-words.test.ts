import { describe, expect, it } from 'vitest';
import { minute, second } from '../../../src/maths/instants.ts';
import { callFixture, vendorsFixture } from '../../fixtures/vendors.ts';
import { partText, silenceText, tallyText, windowsText } from './vendor-words.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
/** Numbers stay with their units on one line. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const waiting = callFixture('waiting', now);

describe('words of vendors', () => {
  it('say how long they are silent and who is next', () => {
    expect(plain(silenceText(waiting, now))).toBe('Silent for 12 min; in 3 min: Duty manager');
    expect(plain(silenceText(waiting, now + 2 * minute + 30 * second))).toBe(
      'Silent for 14 min; in 30 s: Duty manager',
    );
    expect(plain(silenceText(waiting, now + 3 * minute))).toBe('Silent for 15 min. Now ask Duty manager');
  });

  it('round what is left up, so that nobody is asked too early', () => {
    expect(plain(silenceText(waiting, now + 1))).toBe('Silent for 12 min; in 3 min: Duty manager');
  });

  it('say when nobody is left', () => {
    expect(plain(silenceText({ ...waiting, nextAt: null, nextContact: null }, now))).toBe(
      'Silent for 12 min. Nobody is left to ask.',
    );
    expect(plain(silenceText(callFixture('exhausted', now, 41), now))).toBe(
      'Silent for 41 min. Every contact was asked.',
    );
  });

  it('never call what is little none', () => {
    expect(partText({ numerator: 96, denominator: 233, text: '' })).toBe('41.2%');
    expect(plain(partText({ numerator: 1, denominator: 4_120_233, text: '' }))).toBe('under 0.1%');
    expect(partText({ numerator: 0, denominator: 233, text: '' })).toBe('0.0%');
  });

  it('count windows and vendors', () => {
    expect(plain(windowsText({ kept: 11, overrun: 2, overrunMinutes: 45, late: 1 })!)).toBe(
      '11 kept, 2 overrun by 45 min, 1 announced late',
    );
    expect(windowsText({ kept: 0, overrun: 0, overrunMinutes: 0, late: 0 })).toBeNull();
    expect(tallyText(vendorsFixture('usual', now).vendors)).toBe('3 vendors: 2 failed us, of 1 a page cannot be read.');
    expect(tallyText([])).toBe('There is none.');
  });
});
