import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NewPerson } from './contract.ts';
import { moneyFrom, pathWithin, rolesFrom, shownFrom } from './openid.ts';

const settings = {
  rolesClaim: 'realm_access.roles',
  roles: { admins: ['administrator'], staff: ['reader', 'on-call'], all: ['reader'] },
} as const;

describe('the roles of a claim', () => {
  it('are those of every group that is named here', () => {
    const claims = { realm_access: { roles: ['staff', 'all', 'unknown'] } };
    expect(rolesFrom(claims, settings)).toEqual(['reader', 'on-call']);
    expect(rolesFrom({ 'realm_access.roles': 'admins' }, settings)).toEqual(['administrator']);
  });

  it('are none for names that every object has, and for other shapes', () => {
    for (const roles of ['constructor', ['__proto__', 'toString'], 7, null, { admins: true }, [['admins']], [1]])
      expect(rolesFrom({ realm_access: { roles } }, settings)).toEqual([]);
    expect(rolesFrom({}, { ...settings, rolesClaim: 'constructor.name' })).toEqual([]);
    expect(rolesFrom({ realm_access: 'roles' }, settings)).toEqual([]);
  });
});

describe('money', () => {
  it('is left to administrators without a claim for it', () => {
    expect(moneyFrom({ products: ['pay'] }, { moneyClaim: null })).toBeNull();
    expect(moneyFrom({ products: ['pay', 'pay'] }, { moneyClaim: 'products' })).toEqual(['pay']);
    expect(moneyFrom({ products: 'all' }, { moneyClaim: 'products' })).toBe('all');
    expect(moneyFrom({}, { moneyClaim: 'products' })).toEqual([]);
  });
});

describe('the name of a new account', () => {
  it('is always one that an account may have', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const { name, displayName } = shownFrom({ preferred_username: text }, { nameClaim: 'preferred_username' });
        expect(NewPerson.safeParse({ name, displayName, roles: ['reader'] }).error).toBeUndefined();
      }),
    );
  });

  it('is read as people would write it', () => {
    const named = (text: unknown) => shownFrom({ n: text }, { nameClaim: 'n' }).name;
    expect(['Zoë Müller', 'DOMAIN\\anna', 'a@b.test', '', 7, '###'].map(named)).toEqual([
      'zoe-muller',
      'domain-anna',
      'a@b.test',
      'somebody',
      'somebody',
      'somebody',
    ]);
  });

  it('brings an address only where the provider vouches for it', () => {
    const mail = (verified?: boolean) =>
      shownFrom(
        { email: 'a@b.test', ...(verified === undefined ? {} : { email_verified: verified }) },
        { nameClaim: 'n' },
      ).email;
    expect([mail(), mail(true), mail(false)]).toEqual(['a@b.test', 'a@b.test', null]);
  });
});

describe('where one was going', () => {
  it.each([
    ['/', '/'],
    ['/audit?from=x#y', '/audit?from=x#y'],
    ['/../../etc', '/etc'],
    [undefined, '/'],
    ['', '/'],
    ['audit', '/'],
    ['https://evil.test/', '/'],
    ['//evil.test', '/'],
    ['/\\evil.test', '/'],
    ['/\t/evil.test', '/'],
    ['/.//evil.test', '/'],
    ['/sign-in/openid', '/'],
    ['/api/v1/people', '/'],
    ['/sign-in-help', '/sign-in-help'],
  ])('%j leads to %j', (text, path) => expect(pathWithin(text)).toBe(path));

  it('is always on this site', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('/', '//', '/\\', 'http:', '/%2f', '/.', '/\n'), (text, start) => {
        expect(new URL(pathWithin(start + text), 'https://here.test').host).toBe('here.test');
      }),
    );
  });
});
