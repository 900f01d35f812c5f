import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, rank, scoreOf } from './search.ts';

const process = (name: string, displayName = name) => ({ kind: 'process', name, displayName });

describe('text as it is compared', () => {
  it.each([
    ['Żółw', 'zolw'],
    ['  PŁATNOŚĆ   odroczona ', 'platnosc odroczona'],
    ['Straße', 'strasse'],
    ['Ærø', 'aero'],
    ['İstanbul', 'istanbul'],
  ])('%s is %s', (text, folded) => expect(fold(text)).toBe(folded));

  it('stays the same when it is folded again', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => fold(fold(text)) === fold(text)));
  });
});

describe('how well a name answers', () => {
  it.each([
    ['payment', 'payment', 5],
    ['pay', 'payment', 4],
    ['api', 'payment-api', 3],
    ['pay ap', 'payment-api', 3],
    ['ap pay', 'payment-api', 3],
    ['ment', 'payment', 2],
    ['pmt', 'payment', 1],
    ['pa', 'spa', 2],
    ['p', 'shop', 2],
    ['x', 'payment', 0],
    ['tnemyap', 'payment', 0],
  ])('%s to %s: %i', (query, name, score) => expect(scoreOf(query, name)).toBe(score));
});

describe('what is found', () => {
  it('is by the better of both names, whatever its marks', () => {
    const all = [process('platnosc', 'Płatność'), process('zwrot', 'Zwrot płatności'), process('search', 'Search')];
    expect(rank('płat', all, 10).map(({ name }) => name)).toEqual(['platnosc', 'zwrot']);
    expect(rank('PLATNOSC', all, 10).map(({ name, score }) => [name, score])).toEqual([
      ['platnosc', 5],
      ['zwrot', 3],
    ]);
  });

  it('comes by kind, then the shorter, then the alphabet among equals', () => {
    const all = [
      { kind: 'source', name: 'shop', displayName: 'shop' },
      { kind: 'component', name: 'shop', displayName: 'shop' },
      process('shop 10'),
      process('shop 9'),
      process('shop'),
    ];
    expect(rank('shop', all, 10).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'process shop',
      'component shop',
      'source shop',
      'process shop 9',
      'process shop 10',
    ]);
  });

  it('is nothing for an empty query, and never more than asked for', () => {
    const all = Array.from({ length: 50 }, (_, index) => process(`p-${index}`));
    expect(rank('  ', all, 10)).toEqual([]);
    expect(rank('p', all, 10)).toHaveLength(10);
  });

  it('always finds a thing by its whole name and by any beginning of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }), fc.nat(29), (name, length) => {
        const start = [...name].slice(0, length + 1).join('');
        if (fold(name) === '' || fold(start) === '') return;
        expect(rank(name, [process(name)], 1)).toHaveLength(1);
        if (fold(name).startsWith(fold(start))) expect(rank(start, [process(name)], 1)).toHaveLength(1);
      }),
    );
  });
});
