import { describe, expect, it } from 'vitest';
import { Config } from './config.ts';
import { secretsIn } from './running-runbooks.ts';

describe('what commands of runbooks never show', () => {
  it('is every secret of the configuration, and the password in an address', () => {
    const config = Config.parse({
      records: { url: 'postgres://waga:p%40ss-word@db.example.com:5432/waga' },
      secrets: { hook: { value: 'hunter2', for: 'https://hooks.example.com' } },
      signIn: {
        openid: {
          ...{
            issuer: 'https://id.example.com',
            clientId: 'waga',
            clientSecret: { value: 'kept' },
            roles: { staff: 'reader' },
          },
        },
      },
    });
    expect(secretsIn(config).sort()).toEqual([
      'hunter2',
      'kept',
      'p%40ss-word',
      'p@ss-word',
      'postgres://waga:p%40ss-word@db.example.com:5432/waga',
    ]);
  });
});
