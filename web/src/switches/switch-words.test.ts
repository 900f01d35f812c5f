import { describe, expect, it } from 'vitest';
import { switchFixtures } from '../../fixtures/switches.ts';
import {
  headline,
  isUsual,
  positionWord,
  putWord,
  shareOfPercent,
  stateWord,
  switchBody,
  tallyText,
} from './switch-words.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const all = switchFixtures('usual', now);
const named = (name: string) => all.find((one) => one.name === name)!;

describe('words of switches', () => {
  it('cry in the words of the check that disagrees', () => {
    expect(headline(named('payment-off'))).toBe('Reads off, but 37 customers came through since.');
    expect(stateWord(named('payment-off')).tone).toBe('loss');
  });

  it('claim no reading where none was made', () => {
    const [, traffic] = named('payment-off').checks;
    const alone = { ...named('payment-off'), checks: [traffic!] };
    expect(headline(alone)).toBe('Should be off, but 37 customers came through since.');
    const blind = { ...alone, checks: [{ ...traffic!, agrees: null, says: 'The provider did not answer' }] };
    expect(headline(blind)).toBe('Should be off, and nobody knows: the provider did not answer.');
    expect(stateWord(blind).tone).toBe('alarm');
    expect(headline({ ...alone, checks: [] })).toBe('Should be off, and nobody knows: no check could be made.');
  });

  it.each([
    ['blue-cards', 'Half open, and every check agrees.', '5% let through'],
    ['transfers-off', 'Asked for, and not done: a second person has to agree.', 'On'],
    ['invoices-off', 'Should be off, but whoever holds it was not reached yet. Waga tries again.', 'Off'],
    ['payment-slow', 'Up, and every check agrees.', 'Banner up'],
    ['cashback-off', 'As usual: it was never switched.', 'On'],
  ])('say how %s stands', (name, sentence, position) => {
    expect([headline(named(name)), positionWord(named(name))]).toEqual([sentence, position]);
  });

  it('count what is not as usual', () => {
    expect(tallyText(all)).toBe(
      '8 switches and 1 banner: 1 not verified, 2 off, 1 half open, 1 up, 2 waiting for a second person.',
    );
    expect(tallyText(all.filter(isUsual))).toBe('3 switches: all as usual.');
    expect(tallyText([])).toBe('There is none.');
  });

  it('send a share exactly, and only where one is meant', () => {
    expect([1, 5, 25, 99].map(shareOfPercent)).toEqual(['0.01', '0.05', '0.25', '0.99']);
    expect(switchBody('half', ' Try. ', 5, 'i-1')).toEqual({
      ...{ act: 'switch', position: 'half', reason: 'Try.', share: '0.05', incident: 'i-1' },
    });
    expect(switchBody('off', 'Stop.', 5, null)).toEqual({ act: 'switch', position: 'off', reason: 'Stop.' });
    expect(putWord({ type: 'banner' }, 'off')).toBe('Put the banner up');
  });
});
