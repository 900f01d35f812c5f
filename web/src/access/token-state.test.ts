import { describe, expect, it } from 'vitest';
import type { TokenRow } from '../../../src/features/access/contract.ts';
import { tokensFixture } from '../../fixtures/access.ts';
import { limitsText, tokenState } from './token-state.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const [usual] = tokensFixture('few', now) as [TokenRow];

describe('the state of a token', () => {
  it.each([
    [{}, 'Active', false],
    [{ expiresAt: '2026-12-04T10:15:00Z' }, 'Ends in 14 d', true],
    [{ expiresAt: '2026-12-04T10:15:01Z' }, 'Active', false],
    [{ expiresAt: '2026-11-20T23:00:00Z' }, 'Ends today', true],
    [{ previousUntil: '2026-11-20T10:15:01Z' }, 'Rotated, both hold', false],
    [{ previousUntil: '2026-11-20T10:15:00Z' }, 'Active', false],
    [{ state: 'expired' as const, expiresAt: '2026-11-19T00:00:00Z' }, 'Expired', false],
    [{ state: 'revoked' as const, expiresAt: '2026-11-21T00:00:00Z' }, 'Revoked', false],
  ])('%j: %s', (given, word, isSoon) => {
    expect(tokenState({ ...usual, ...given }, now)).toMatchObject({ word, isSoon });
  });

  it('names its limits, and nothing where there are none', () => {
    expect(limitsText(usual)).toBe('');
    expect(limitsText({ ...usual, processes: ['payment', 'checkout'], environments: [] })).toBe(
      'processes: payment, checkout; environments: none',
    );
  });
});
