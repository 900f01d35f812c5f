import { expect, it } from 'vitest';
import { namesMeant } from './loaded.tsx';

it('finds the names that the server holds for meant', () => {
  expect(namesMeant('No process has this name; did you mean payment or payment-eur?')).toEqual([
    'payment',
    'payment-eur',
  ]);
  expect(namesMeant('No process has this name; did you mean payment?')).toEqual(['payment']);
  expect(namesMeant('No process has this name.')).toEqual([]);
});
