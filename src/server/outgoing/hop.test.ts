import { describe, expect, it } from 'vitest';
import type { ProductError } from '../../errors.ts';
import { firstHop, nextHop } from './hop.ts';

const from = 'https://a.test';
const first = (headers = {}) =>
  firstHop({ purpose: 'test', url: 'https://a.test/x', headers: { Authorization: 'b', ...headers } }, 'waga/test');
const to = (location: string, status = 302) => nextHop(first(), { status, headers: { location } }, from);
function thrown(work: () => unknown): ProductError {
  try {
    work();
  } catch (error) {
    return error as ProductError;
  }
  throw new Error('nothing was thrown');
}

describe('a redirect', () => {
  it('never leads from https to http', () => {
    const error = thrown(() => to('http://a.test/x'));
    expect([error.code, error.details.reason]).toEqual(['outbound_refused', 'downgrade']);
    expect(to('https://a.test/y')?.url.href).toBe('https://a.test/y');
  });

  it('keeps the headers within the origin only, the port being a part of it', () => {
    expect(to('/y')?.headers).toMatchObject({ authorization: 'b' });
    expect(to('https://a.test:443/y')?.headers).toMatchObject({ authorization: 'b' });
    for (const other of ['https://a.test:444/', 'https://b.test/', '//sub.a.test/'])
      expect(to(other)?.headers).toEqual({ 'user-agent': 'waga/test' });
  });

  it('into an address with a password is refused, without telling it', () => {
    const error = thrown(() => to('https://u:secret@a.test/'));
    expect([error.code, error.details.reason]).toEqual(['outbound_refused', 'address']);
    expect(error.message).not.toContain('secret');
  });

  it('is none for another status', () => {
    for (const status of [200, 300, 304, 305, 306, 404]) expect(to('/y', status)).toBeNull();
  });
});

describe('a first request', () => {
  it('says nothing about the connection itself', () => {
    const headers = {
      Host: 'b.test',
      Connection: 'upgrade',
      'Transfer-Encoding': 'chunked',
      'Proxy-Authorization': 'x',
    };
    expect(first(headers).headers).toEqual({ authorization: 'b', 'user-agent': 'waga/test' });
  });
});
