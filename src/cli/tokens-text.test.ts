import { describe, expect, it } from 'vitest';
import type { TokenRow } from '../features/access/contract.ts';
import { tokensText } from './tokens-text.ts';

const token = (change: Partial<TokenRow>): TokenRow => ({
  id: 'abcdefghij',
  name: 'shop',
  scopes: ['ingest'],
  sources: ['shop-events'],
  processes: null,
  components: null,
  environments: null,
  money: [],
  state: 'active',
  createdBy: 'anna',
  createdAt: '2026-11-20T10:00:00Z',
  expiresAt: '2027-11-20T10:00:00Z',
  rotatedAt: null,
  previousUntil: null,
  lastUsedAt: null,
  ...change,
});

describe('the list of tokens', () => {
  it('says what each may do, write and see, in columns', () => {
    const rows = [
      token({ processes: ['payment', 'refund'], environments: [], lastUsedAt: '2026-11-20T11:00:00Z' }),
      token({ name: 'reports', scopes: ['read', 'metrics'], sources: [], money: 'all', state: 'expired' }),
      token({ name: 'till', money: ['pay', 'loan'], state: 'revoked' }),
    ];
    expect(tokensText(rows).split('\n')).toEqual([
      'name     id          state    scopes        may write                                         money     expires     last used',
      'shop     abcdefghij  active   ingest        shop-events process=payment,refund environment=-  none      2027-11-20  2026-11-20T11:00:00Z',
      'reports  abcdefghij  expired  read,metrics  -                                                 all       2027-11-20  never',
      'till     abcdefghij  revoked  ingest        shop-events                                       pay,loan  2027-11-20  never',
    ]);
  });

  it('says that there are none', () => expect(tokensText([])).toBe('no tokens'));
});
