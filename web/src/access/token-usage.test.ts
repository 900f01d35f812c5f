import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { TokenRow } from '../../../src/features/access/contract.ts';
import { scopes } from '../../../src/features/access/rights.ts';
import { tokensFixture } from '../../fixtures/access.ts';
import { usageOf } from './token-usage.ts';

const [several] = tokensFixture('few', 0) as [TokenRow];
const one = { ...several, sources: ['shop-events'] };
const origin = 'https://waga.example:8443';
const textOf = (token: TokenRow, name: string): string =>
  usageOf(token, 'waga_secret', origin).find((usage) => usage.name === name)?.text ?? '';

describe('how to use a token', () => {
  it('is said for what it may do', () => {
    expect(usageOf(one, 's', origin).map(({ name }) => name)).toEqual([
      'Business events',
      'OpenTelemetry',
      'Prometheus remote write',
    ]);
    expect(usageOf({ ...one, scopes: ['metrics'] }, 's', origin).map(({ name }) => name)).toEqual([
      'Prometheus, watching Waga itself',
    ]);
    for (const { text } of usageOf({ ...one, scopes: [...scopes] }, 'waga_secret', origin)) {
      expect(text).toContain('waga_secret');
    }
  });

  it('names the source only where there are several', () => {
    expect(textOf(one, 'Business events')).not.toContain('Waga-Source');
    expect(textOf(several, 'Business events')).toContain("-H 'Waga-Source: shop-events'");
    expect(textOf(several, 'OpenTelemetry')).toContain('authorization=Bearer%20waga_secret,waga-source=shop-events');
  });

  it('is YAML that Prometheus reads', () => {
    expect(parse(textOf(several, 'Prometheus remote write'))).toEqual({
      remote_write: [
        {
          url: `${origin}/api/v1/write`,
          authorization: { credentials: 'waga_secret' },
          headers: { 'Waga-Source': 'shop-events' },
        },
      ],
    });
    expect(parse(textOf({ ...one, scopes: ['metrics'] }, 'Prometheus, watching Waga itself'))).toEqual({
      scrape_configs: [
        {
          job_name: 'waga',
          scheme: 'https',
          authorization: { credentials: 'waga_secret' },
          static_configs: [{ targets: ['waga.example:8443'] }],
        },
      ],
    });
  });
});
