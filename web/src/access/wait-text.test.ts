import { expect, it } from 'vitest';
import { waitText } from './wait-text.ts';

it.each([
  [0, 'You can try again now.'],
  [1, 'Too many attempts. Try again in 1 s.'],
  [89, 'Too many attempts. Try again in 89 s.'],
  [90, 'Too many attempts. Try again in 2 minutes.'],
  [601, 'Too many attempts. Try again in 11 minutes.'],
])('%i seconds: %s', (seconds, text) => expect(waitText(seconds)).toBe(text));
