import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import type { buildConnector } from 'undici';
import { RefusedAddress } from './failure.ts';
import { judge, type Opening } from './opening.ts';
import type { RefusedRange } from './ranges.ts';

/** All addresses of a name, in the order to be tried. */
export type Resolve = (host: string) => Promise<readonly string[]>;

export const resolveBySystem: Resolve = async (host) => {
  const found = await systemLookup(host, { all: true, order: 'verbatim' });
  return found.map(({ address }) => address);
};

export interface ConnectOptions {
  openings: readonly Opening[];
  resolve: Resolve;
  timeoutMs: number;
}

const defaultPort = (protocol: string): number => (protocol === 'https:' ? 443 : 80);

/**
 * Connects to addresses that have been judged, and to no others: the name is resolved once, every address of the answer must
 * be allowed, and the connection is made to those very addresses. The other end is looked at again once it is connected.
 */
export function guardedConnector({ openings, resolve, timeoutMs }: ConnectOptions): buildConnector.connector {
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const port = Number(target.port) || defaultPort(target.protocol);
    const check = (address: string): RefusedRange | null => judge({ host, port, address }, openings);
    const checkAll = (addresses: readonly string[]): Error | null => {
      const range = addresses.map(check).find((one) => one !== null);
      return range === undefined ? null : new RefusedAddress(range);
    };
    const lookup: LookupFunction = (name, options, answer) => {
      resolve(name).then(
        (addresses) => {
          const [first] = addresses;
          const problem = first === undefined ? unresolved() : checkAll(addresses);
          if (problem !== null || first === undefined) answer(problem, '', 0);
          else if (options.all)
            answer(
              null,
              addresses.map((address) => ({ address, family: isIP(address) })),
            );
          else answer(null, first, isIP(first));
        },
        (error) => answer(error, '', 0),
      );
    };
    const literal = isIP(host) === 0 ? null : checkAll([host]);
    if (literal !== null) return queueMicrotask(() => callback(literal, null));
    const answer: buildConnector.Callback = (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      const problem = checkAll([socket.remoteAddress ?? '']);
      if (problem === null) return callback(null, socket);
      socket.destroy();
      callback(problem, null);
    };
    // loaded with the first connection: a start does without
    const loaded = import('undici').then((undici) =>
      undici.buildConnector({ allowH2: false, maxCachedSessions: 0, timeout: timeoutMs, lookup }),
    );
    loaded.then(
      (connect) => connect(target, answer),
      (error: Error) => callback(error, null),
    );
  };
}

const unresolved = (): Error => Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
