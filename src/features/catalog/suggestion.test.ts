import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { didYouMean, nearest, nearNames } from './suggestion.ts';

describe('nearest', () => {
  it('finds the word that was meant', () => {
    const kinds = ['Product', 'Process', 'Component', 'Calendar', 'Campaign'];
    expect(nearest('Proces', kinds)).toBe('Process');
    expect(nearest('process', kinds)).toBe('Process');
    expect(nearest('Cmoponent', kinds)).toBe('Component');
    expect(nearest('Vendor', kinds)).toBe(null);
    expect(nearest('', kinds)).toBe(null);
    expect(didYouMean('Proces', kinds)).toBe('; did you mean Process?');
    expect(didYouMean('zzz', kinds)).toBe('');
  });

  it('finds a word again after one letter was changed, left out or doubled', () => {
    const words = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(words, fc.nat(), fc.constantFrom('change', 'drop', 'double'), (word, at, how) => {
        const index = at % word.length;
        const put = { change: '_', drop: '', double: `${word[index]}${word[index]}` }[how];
        expect(nearest(word.slice(0, index) + put + word.slice(index + 1), [word])).toBe(word);
      }),
    );
  });
});

describe('near names', () => {
  it('are the one that was meant, and those that hold what was typed', () => {
    const names = ['payment', 'payment-eur', 'repayment', 'cashback', 'pay'];
    expect(nearNames('paymnet', names)).toEqual(['payment', 'pay']);
    expect(nearNames('payment', names.slice(1))).toEqual(['repayment', 'payment-eur', 'pay']);
    expect(nearNames('Cash', names)).toEqual(['cashback']);
    expect(nearNames('zz', names)).toEqual([]);
  });
});
