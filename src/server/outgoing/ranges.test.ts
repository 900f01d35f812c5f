import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { judge, type Opening, readOpening } from './opening.ts';
import { readAddress, refusedRange } from './ranges.ts';

const rangeOf = (text: string): string | null => refusedRange(readAddress(text)!)?.range ?? null;
const at = (address: string, port = 80) => ({ host: 'somewhere.test', port, address });

describe('the ranges', () => {
  it.each([
    ['0.0.0.0', 'unspecified'],
    ['0.1.2.3', 'unspecified'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'shared'],
    ['100.100.100.200', 'metadata'],
    ['169.254.0.1', 'link-local'],
    ['169.254.169.254', 'metadata'],
    ['168.63.129.16', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['192.0.0.1', 'reserved'],
    ['192.0.2.9', 'documentation'],
    ['198.18.0.1', 'benchmark'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.7', 'documentation'],
    ['192.88.99.1', 'tunnel'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:7f00:1', 'loopback'],
    ['::ffff:a9fe:a9fe', 'metadata'],
    ['::127.0.0.1', 'tunnel'],
    ['::ffff:0:127.0.0.1', 'tunnel'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['64:ff9b:1::808:808', 'tunnel'],
    ['2002:7f00:1::1', 'tunnel'],
    ['2002:808:808::1', 'tunnel'],
    ['2001:0:7f00:1::', 'tunnel'],
    ['2a00:1450::5efe:10.0.0.1', 'tunnel'],
    ['2a00:1450::200:5efe:127.0.0.1', 'tunnel'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['2001:2::1', 'benchmark'],
    ['2001:10::1', 'reserved'],
    ['5f00::1', 'reserved'],
    ['100::1', 'reserved'],
    ['4000::1', 'reserved'],
    ['fc00::1', 'private'],
    ['fd00:ec2::254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
    ['fd12:3456::1', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['fec0::1', 'private'],
    ['ff02::1', 'multicast'],
  ])('%s is %s', (text, range) => expect(rangeOf(text)).toBe(range));

  it.each(['1.1.1.1', '172.32.0.1', '100.128.0.1', '9.255.255.255', '11.0.0.0', '2a00:1450:4001:81b::200e'])(
    '%s is public',
    (text) => expect(rangeOf(text)).toBeNull(),
  );

  it('judges NAT64 by the address within', () => expect(rangeOf('64:ff9b::808:808')).toBeNull());

  it.each(['0x7f.1', '2130706433', '127.1', '0177.0.0.1', '1.2.3', '010.0.0.1', 'localhost', '', '1.2.3.4 '])(
    'refuses %j where an address should stand',
    (text) => expect(judge(at(text), [])).toBe('unreadable'),
  );
});

const ipv4Block = (first: string, bits: number): fc.Arbitrary<ipaddr.IPv4> =>
  fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((rest) => {
    const start = ipaddr.IPv4.parse(first).octets.reduce((all, octet) => all * 256 + octet, 0);
    const value = start + rest;
    return new ipaddr.IPv4([24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256));
  });
const refusedIpv4 = fc.oneof(
  ...(
    [
      ['0.0.0.0', 8],
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 4],
      ['240.0.0.0', 4],
    ] as const
  ).map(([first, bits]) => ipv4Block(first, bits)),
);

/** Every way the host of a URL may spell an IPv4 address (https://url.spec.whatwg.org/#concept-ipv4-parser). */
const spellings = ({ octets }: ipaddr.IPv4): string[] => {
  const [a, b, c, d] = octets as [number, number, number, number];
  const whole = ((a * 256 + b) * 256 + c) * 256 + d;
  const hex = (n: number): string => `0x${n.toString(16)}`;
  const octal = (n: number): string => `0${n.toString(8)}`;
  const pair = (high: number, low: number): string => (high * 256 + low).toString(16);
  const embedded = `${pair(a, b)}:${pair(c, d)}`;
  return [
    `${a}.${b}.${c}.${d}`,
    `${a}.${b}.${c}.${d}.`,
    `${whole}`,
    hex(whole),
    octal(whole),
    `${a}.${whole % 2 ** 24}`,
    `${a}.${b}.${c * 256 + d}`,
    [a, b, c, d].map(hex).join('.'),
    [a, b, c, d].map(octal).join('.'),
    `${hex(a)}.${octal(b)}.${c}.${hex(d).toUpperCase().replace('X', 'x')}`,
    encodeURIComponent(`${a}.${b}.${c}.${d}`).replaceAll('.', '%2E'),
    `${a}。${b}。${c}。${d}`,
    `[::ffff:${embedded}]`,
    `[::ffff:${a}.${b}.${c}.${d}]`,
    `[0:0:0:0:0:FFFF:${embedded.toUpperCase()}]`,
    `[64:ff9b::${embedded}]`,
    `[::${embedded}]`,
    `[2002:${embedded}::1]`,
    `[2001:0:${embedded}::]`,
    `[2a00:1450::5efe:${a}.${b}.${c}.${d}]`,
  ];
};

describe('no spelling', () => {
  it('of a refused IPv4 address gets through as the host of a URL', () => {
    fc.assert(
      fc.property(refusedIpv4, (address) => {
        for (const spelling of spellings(address)) {
          const { hostname } = new URL(`http://${spelling}/`);
          expect(judge(at(hostname.replace(/^\[|\]$/g, '')), []), spelling).not.toBeNull();
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('of an IPv6 address outside 2000::/3 gets through, NAT64 of public addresses apart', () => {
    const parts = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(parts, (given) => {
        const address = new ipaddr.IPv6(given);
        fc.pre(given[0]! < 0x2000 || given[0]! > 0x3fff);
        fc.pre(!address.isIPv4MappedAddress() && given[0] !== 0x64);
        for (const text of [address.toString(), address.toNormalizedString(), address.toRFC5952String()])
          expect(judge(at(text), [])).not.toBeNull();
      }),
    );
  });
});

const opened = (...entries: string[]): Opening[] =>
  entries.map((entry) => {
    const opening = readOpening(entry);
    if (typeof opening === 'string') throw new Error(opening);
    return opening;
  });

describe('an entry of outbound.allow', () => {
  it('opens an address, a range, an address with port or a name with port', () => {
    expect(judge(at('10.1.2.3'), opened('10.1.2.3'))).toBeNull();
    expect(judge(at('10.1.2.4'), opened('10.1.2.3'))).toBe('private');
    expect(judge(at('10.1.2.4'), opened('10.1.2.0/24'))).toBeNull();
    expect(judge(at('::ffff:10.1.2.4'), opened('10.1.2.0/24'))).toBeNull();
    expect(judge(at('fd12::1'), opened('fd12::/32'))).toBeNull();
    expect(judge(at('127.0.0.1', 9090), opened('127.0.0.1:9090'))).toBeNull();
    expect(judge(at('127.0.0.1', 9091), opened('127.0.0.1:9090'))).toBe('loopback');
    expect(judge(at('::1', 9090), opened('[::1]:9090'))).toBeNull();
    const named = { host: 'Prometheus.internal.', address: '10.9.9.9' };
    expect(judge({ ...named, port: 9090 }, opened('prometheus.internal:9090'))).toBeNull();
    expect(judge({ ...named, port: 9091 }, opened('prometheus.internal:9090'))).toBe('private');
    expect(judge(at('10.9.9.9', 9090), opened('prometheus.internal:9090'))).toBe('private');
  });

  it('opens metadata and link-local addresses only where it means just them', () => {
    const named = { host: 'somewhere.test', port: 80, address: '169.254.169.254' };
    expect(judge(named, opened('somewhere.test:80'))).toBe('metadata');
    expect(judge(named, opened('0.0.0.0/0'))).toBe('metadata');
    expect(judge(named, opened('169.254.0.0/16'))).toBe('metadata');
    expect(judge(named, opened('169.254.169.254'))).toBeNull();
    expect(judge(at('169.254.7.7'), opened('169.254.0.0/16'))).toBeNull();
    expect(judge(at('fe80::1'), opened('::/0'))).toBe('link-local');
    expect(judge(at('10.0.0.1'), opened('0.0.0.0/0'))).toBeNull();
  });

  it('never opens what no request can go to', () => {
    for (const address of ['0.0.0.0', '224.0.0.1', '255.255.255.255', 'ff02::1', '::'])
      expect(judge(at(address), opened('0.0.0.0/0', '::/0', 'somewhere.test:80'))).not.toBeNull();
  });

  it.each([
    ['localhost', /expected an address/],
    ['10.0.0.1/8', /from its first address: 10\.0\.0\.0\/8/],
    ['10.0.0.0/33', /expected an address/],
    ['0x7f.1', /expected an address/],
    ['0x7f.1:80', /expected an address/],
    ['127.1:80', /expected an address/],
    ['a:0', /expected an address/],
    ['a:70000', /expected an address/],
    ['http://a:80', /expected an address/],
    ['*:80', /expected an address/],
    ['[a]:80', /expected an address/],
    ['::ffff:10.0.0.1', /IPv4 address itself: 10\.0\.0\.1/],
    ['0.0.0.0', /no request can go/],
    ['', /expected an address/],
  ])('%j is refused', (text, problem) => expect(readOpening(text)).toMatch(problem));
});
