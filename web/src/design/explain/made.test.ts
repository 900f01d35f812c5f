import { describe, expect, it } from 'vitest';
import { estimate } from '../../../fixtures/numbers.ts';
import { estimateFacts, safeLink } from './made.ts';

describe('what a number is made of', () => {
  it('names interval, method, basis, grade, completeness and version', () => {
    const facts = estimateFacts(estimate(1_240_000, 'PLN-minor/h', 0.2, { completeness: 0.9 }));
    expect(facts.map(({ label }) => label)).toEqual([
      'Exactly',
      'Interval',
      'Method',
      'Basis',
      'Grade',
      'Completeness',
      'Version',
    ]);
    expect(facts.find(({ label }) => label === 'Basis')?.value.replaceAll('\u202f', ' ')).toBe(
      '50 400 minutes, 1 240 placebos',
    );
  });

  it('says so when no basis is stated', () => {
    const facts = estimateFacts(estimate(1, 'events', 0, { basis: {} }));
    expect(facts.find(({ label }) => label === 'Basis')?.value).toBe('not stated');
  });

  it('leads only to places inside the product', () => {
    expect(
      [undefined, '/guide', '//evil.example', 'https://evil.example', 'javascript:alert(1)'].map(safeLink),
    ).toEqual([undefined, '/guide', undefined, undefined, undefined]);
  });
});
