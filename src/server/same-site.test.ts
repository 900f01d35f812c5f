import { describe, expect, it } from 'vitest';
import { needOwnPage, refuseOtherSites, type Site, siteOf } from './same-site.ts';

const local = siteOf({ host: '127.0.0.1' });
const open = siteOf({ host: '0.0.0.0', publicUrl: 'https://waga.example.com' });

const codeOf = (ask: () => void): string | null => {
  try {
    ask();
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};
const code = (method: string, headers: Record<string, string>, site: Site = local): string | null =>
  codeOf(() => refuseOtherSites(site, method, headers));

describe('requests of other sites', () => {
  it('are refused when the name is not a loopback name, whatever its port', () => {
    expect(code('GET', { host: 'localhost:9242' })).toBe(null);
    expect(code('GET', { host: '127.0.0.1' })).toBe(null);
    expect(code('GET', { host: '[::1]:8080' })).toBe(null);
    expect(code('GET', { host: 'evil.example:9242' })).toBe('wrong_host');
    expect(code('GET', { host: 'localhost.evil.example' })).toBe('wrong_host');
    expect(code('GET', {})).toBe('wrong_host');
  });

  it('are refused when they write', () => {
    const host = 'localhost:9242';
    expect(code('POST', { host })).toBe(null);
    expect(code('POST', { host, origin: 'http://localhost:9242', 'sec-fetch-site': 'same-origin' })).toBe(null);
    expect(code('POST', { host, 'sec-fetch-site': 'cross-site' })).toBe('cross_site');
    expect(code('PUT', { host, origin: 'https://evil.example' })).toBe('cross_site');
    expect(code('POST', { host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' })).toBe('cross_site');
    expect(code('POST', { host, origin: 'null' })).toBe('cross_site');
    expect(code('GET', { host, 'sec-fetch-site': 'cross-site' })).toBe(null);
  });
});

describe('a server with a public address', () => {
  const host = 'waga.example.com';

  it('answers on that name, whatever its case and port, beside those of the machine', () => {
    expect(code('GET', { host }, open)).toBe(null);
    expect(code('GET', { host: 'WAGA.example.com:443' }, open)).toBe(null);
    expect(code('GET', { host: '127.0.0.1:9242' }, open)).toBe(null);
    expect(code('GET', { host: 'example.com' }, open)).toBe('wrong_host');
    expect(code('GET', { host }, local)).toBe('wrong_host');
  });

  it('takes writes of its own pages, also through a proxy that passes another Host on', () => {
    const origin = 'https://waga.example.com';
    expect(code('POST', { host, origin }, open)).toBe(null);
    expect(code('POST', { host: '127.0.0.1:9242', origin }, open)).toBe(null);
    expect(code('POST', { host, origin: 'https://evil.example' }, open)).toBe('cross_site');
    expect(code('POST', { host, origin: 'https://waga.example.com:8443' }, open)).toBe('cross_site');
  });
});

describe('a write with the cookie of a session', () => {
  const host = 'localhost:9242';
  const cookie = (headers: Record<string, string>, site: Site = local) => codeOf(() => needOwnPage(site, headers));

  it('needs the word of the browser that a page of this server makes it', () => {
    expect(cookie({ host })).toBe('cross_site');
    expect(cookie({ host, 'sec-fetch-site': 'same-origin' })).toBe(null);
    expect(cookie({ host, origin: 'http://localhost:9242' })).toBe(null);
    expect(cookie({ host, 'sec-fetch-site': 'none' })).toBe('cross_site');
    expect(cookie({ host, origin: 'http://localhost:3000' })).toBe('cross_site');
    expect(cookie({ host, origin: 'https://waga.example.com' }, open)).toBe(null);
  });
});
