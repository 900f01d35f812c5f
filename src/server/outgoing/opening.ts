import ipaddr from 'ipaddr.js';
import { type Block, type RefusedRange, readAddress, refusedRange, spokenTo, within } from './ranges.ts';

/** One entry of `outbound.allow`: a range of addresses or a name, with the port where the entry names one. */
export interface Opening {
  block: Block | null;
  host: string | null;
  port: number | null;
}

const expected = 'expected an address (192.0.2.7), a range (192.0.2.0/24) or HOST:PORT (prometheus.internal:9090)';
const hostName = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,62})(?:\.[a-z0-9_][a-z0-9_-]{0,62})*$/;

/** What a URL would read as an IPv4 address in an odd spelling. */
const endsInNumber = /(^|\.)(\d+|0x[0-9a-f]*)$/;

/** Reads an entry of `outbound.allow`; a text is what is wrong with it. */
export function readOpening(text: string): Opening | string {
  const address = readAddress(text);
  if (address) return opensBlock([address, address.kind() === 'ipv4' ? 32 : 128], null);
  if (text.includes('/')) return readRange(text);
  const [, bracketed, plain, digits] = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]+)):(\d{1,5})$/i.exec(text) ?? [];
  const host = (bracketed ?? plain)?.toLowerCase();
  const port = Number(digits);
  if (host === undefined || port < 1 || port > 65_535) return expected;
  const named = readAddress(host);
  if (named) return opensBlock([named, named.kind() === 'ipv4' ? 32 : 128], port);
  if (bracketed || !hostName.test(host) || endsInNumber.test(host)) return expected;
  return { block: null, host, port };
}

function readRange(text: string): Opening | string {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text) && !ipaddr.IPv6.isValidCIDR(text)) return expected;
  const [address, bits] = ipaddr.parseCIDR(text);
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6;
  const first = kind.networkAddressFromCIDR(text).toString();
  if (first !== address.toString()) return `expected a range from its first address: ${first}/${bits}`;
  return opensBlock([address, bits], null);
}

function opensBlock([address, bits]: Block, port: number | null): Opening | string {
  const real = spokenTo(address);
  if (real !== address) return `expected the IPv4 address itself: ${real.toString()}`;
  const range = bits === (address.kind() === 'ipv4' ? 32 : 128) ? refusedRange(address)?.range : undefined;
  if (range !== undefined && never.has(range)) return `no request can go to a ${range} address`;
  return { block: [address, bits], host: null, port };
}

/** Not opened by anything. */
const never: ReadonlySet<RefusedRange> = new Set(['unspecified', 'multicast', 'broadcast', 'unreadable']);
/** Opened only by an entry that means just them: no name, and no wide range that happens to hold them. */
const meant: ReadonlySet<RefusedRange> = new Set(['metadata', 'link-local']);

/**
 * Judges where a request would go. Returns the refused range that `address` lies in and that nothing opens, or null where it
 * may be reached. `host` is the name asked for, `address` what it resolved to in plain spelling.
 */
export function judge(
  to: { host: string; port: number; address: string },
  openings: readonly Opening[],
): RefusedRange | null {
  const address = readAddress(to.address);
  if (!address) return 'unreadable';
  const found = refusedRange(address);
  if (found === null) return null;
  if (never.has(found.range)) return found.range;
  const real = spokenTo(address);
  const host = to.host.toLowerCase().replace(/\.$/, '');
  const open = openings.some(({ block, host: name, port }) => {
    if (port !== null && port !== to.port) return false;
    if (block === null) return name === host && !meant.has(found.range);
    if (!within(real, block)) return false;
    return !meant.has(found.range) || (block[1] >= found.block[1] && within(block[0], found.block));
  });
  return open ? null : found.range;
}
