import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Why an address is not public. `tunnel`: an address that hides another one, by a way of tunnelling that nobody should need. */
export const refusedRanges = [
  'unspecified',
  'loopback',
  'private',
  'shared',
  'link-local',
  'metadata',
  'multicast',
  'broadcast',
  'documentation',
  'benchmark',
  'tunnel',
  'reserved',
  'unreadable',
] as const;
export type RefusedRange = (typeof refusedRanges)[number];

export type Address = ipaddr.IPv4 | ipaddr.IPv6;
export type Block = [Address, number];

interface Listed {
  range: RefusedRange;
  block: Block;
}

const listed = (range: RefusedRange, ...blocks: string[]): Listed[] =>
  blocks.map((block) => ({ range, block: ipaddr.parseCIDR(block) }));

/**
 * What is not public, the narrow before the wide. From the IANA special-purpose registries
 * (https://www.iana.org/assignments/iana-ipv4-special-registry, …/iana-ipv6-special-registry); the addresses under which
 * clouds serve credentials to their machines are those that the clouds document: 169.254.169.254 and fd00:ec2::254 (AWS),
 * fd20:ce::254 (Google), 100.100.100.200 (Alibaba), 168.63.129.16 (Azure, an otherwise public address), 192.0.0.192 (Oracle).
 * Of IPv6 only 2000::/3 is public at all.
 */
const table: readonly Listed[] = [
  ...listed('metadata', '169.254.169.254/32', '169.254.170.2/32', '100.100.100.200/32', '168.63.129.16/32'),
  ...listed('metadata', '192.0.0.192/32', 'fd00:ec2::/32', 'fd20:ce::/32'),
  ...listed('unspecified', '0.0.0.0/8', '::/128'),
  ...listed('loopback', '127.0.0.0/8', '::1/128'),
  ...listed('private', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7', 'fec0::/10'),
  ...listed('shared', '100.64.0.0/10'),
  ...listed('link-local', '169.254.0.0/16', 'fe80::/10'),
  ...listed('multicast', '224.0.0.0/4', 'ff00::/8'),
  ...listed('broadcast', '255.255.255.255/32'),
  ...listed('documentation', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32', '3fff::/20'),
  ...listed('benchmark', '198.18.0.0/15', '2001:2::/48'),
  // relayed 6to4 and what it stood on, Teredo, 6to4, compatible and translated addresses, local NAT64
  ...listed('tunnel', '192.88.99.0/24', '2001::/32', '2002::/16', '::/96', '::ffff:0:0:0/96', '64:ff9b:1::/48'),
  ...listed('reserved', '192.0.0.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.175.48.0/24', '240.0.0.0/4'),
  ...listed('reserved', '2001::/23', '2620:4f:8000::/48'),
];
const publicIpv6 = ipaddr.parseCIDR('2000::/3');
/** NAT64 (RFC 6052): how networks without IPv4 reach it; judged by the address within. */
const nat64 = ipaddr.parseCIDR('64:ff9b::/96');

/** Reads an address in its plain spelling; null for anything else, such as octal or shortened ones. */
export function readAddress(text: string): Address | null {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!isIPv6(text)) return null;
  // in hexadecimal, because the package reads ::1.2.3.4 as a mapped address, and without the zone
  const hexadecimal = new URL(`http://[${text.replace(/%.*$/, '')}]`).hostname;
  return ipaddr.IPv6.parse(hexadecimal.slice(1, -1));
}

/** The address that is really spoken to: that within an IPv4-mapped or NAT64 address. */
export function spokenTo(address: Address): Address {
  if (address.kind() === 'ipv4') return address;
  const six = address as ipaddr.IPv6;
  if (six.isIPv4MappedAddress()) return six.toIPv4Address();
  return within(six, nat64) ? ipaddr.IPv4.parse(lastFour(six)) : six;
}

/** Whether the address lies in the block; never across the two kinds. */
export function within(address: Address, block: Block): boolean {
  return address.kind() === block[0].kind() && address.match(block);
}

/** Which refused range `address` lies in and the block that says so; null where it is public. */
export function refusedRange(address: Address): { range: RefusedRange; block: Block } | null {
  const real = spokenTo(address);
  const found = table.find(({ block }) => within(real, block));
  if (found) return found;
  if (real.kind() === 'ipv4') return null;
  const hidden = isatap(real as ipaddr.IPv6);
  if (hidden) return refusedRange(hidden) && { range: 'tunnel', block: [real, 128] };
  return within(real, publicIpv6) ? null : { range: 'reserved', block: [real, 128] };
}

/** The IPv4 address within an ISATAP interface identifier (RFC 5214: 0000:5efe or 0200:5efe before it). */
function isatap(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const { parts } = address;
  const marked = (parts[4] === 0 || parts[4] === 0x0200) && parts[5] === 0x5efe;
  return marked ? ipaddr.IPv4.parse(lastFour(address)) : null;
}

const lastFour = (address: ipaddr.IPv6): string => address.toByteArray().slice(-4).join('.');
