import { describe, expect, it } from 'vitest';
import { changesOf } from './replay-changes.ts';

describe('--set', () => {
  it('gathers what is said of one thing', () => {
    const words = [
      'process/payment.partial=0.25',
      'process/payment.total=0.5',
      'measure/technical_service_payment-api_availability.overMinutes=60',
      'measure/technical_service_payment-api_availability.floor=1000',
      'measure/a.b.atLeast=0.99',
      'measure/other=off',
    ];
    expect(changesOf(words)).toEqual([
      { kind: 'process', name: 'payment', partial: '0.25', total: '0.5' },
      { kind: 'measure', name: 'technical_service_payment-api_availability', overMinutes: 60, floor: 1_000 },
      { kind: 'measure', name: 'a.b', atLeast: '0.99' },
      { kind: 'measure', name: 'other', off: true },
    ]);
  });

  it.each([
    ['payment.partial=0.25', 'expected process/NAME'],
    ['process/payment=off', 'of a process expected'],
    ['process/payment.floor=3', 'of a process expected'],
    ['measure/m.partial=0.3', 'of a measure expected'],
    ['measure/m=on', 'of a measure expected'],
    ['measure/m.overMinutes=an hour', 'a whole number'],
    ['measure/m.floor=0', 'a whole number'],
  ])('refuses %s', (word, said) => {
    expect(() => changesOf([word])).toThrow(said);
    expect(() => changesOf([word])).toThrow(`--set ${word}`);
  });
});
