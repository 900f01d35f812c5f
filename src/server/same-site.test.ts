import { describe, expect, it } from 'vitest';
import { refuseOtherSites } from './same-site.ts';

const code = (method: string, headers: Record<string, string>): string | null => {
  try {
    refuseOtherSites(method, headers);
    return null;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

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
