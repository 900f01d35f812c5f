import { expect, it } from 'vitest';
import { secretIn } from './fragment-secret.ts';

it.each([
  ['#abc-DEF_123', 'abc-DEF_123'],
  ['', ''],
  ['#', ''],
  ['#<script>', ''],
  [`#${'a'.repeat(129)}`, ''],
])('%s holds the secret "%s"', (hash, secret) => expect(secretIn(hash)).toBe(secret));
