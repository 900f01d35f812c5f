import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationIn, safeDestination, signInAddress } from './destination.ts';

describe('where one was going', () => {
  it('stands in the address of the sign-in page and comes out of it', () => {
    expect(signInAddress('/')).toBe('/sign-in');
    const address = signInAddress('/audit?text=a%20b&who=anna#first');
    expect(destinationIn(address.slice('/sign-in'.length))).toBe('/audit?text=a%20b&who=anna#first');
    expect(destinationIn('')).toBe('/');
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    'javascript:alert(1)',
    '/..//evil.example',
    '/sign-in?to=/people',
    '/welcome',
    '/api/v1/sign-out',
    'people',
  ])('is never %s', (text) => expect(safeDestination(text)).toBe('/'));

  it('stays on this site whatever stands in the address', () => {
    const site = 'https://waga.example';
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `/${text}`),
          fc.webUrl(),
        ),
        (text) => {
          expect(new URL(safeDestination(text), site).origin).toBe(site);
        },
      ),
    );
  });
});
