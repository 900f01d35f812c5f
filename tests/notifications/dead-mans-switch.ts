/** A plain dead man's switch, as a service that waits for heartbeats: each request is a beat; it fires when none came for its limit. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DeadMansSwitch {
  url: string;
  /** When each beat came. */
  beats: readonly number[];
  /** When it fired, or fires, by these beats and no others: so long after the last of them; null before the first. */
  firesAt(): number | null;
  /** The longest pause between two beats that came. */
  longestPause(): number;
  close(): Promise<void>;
}

export async function startSwitch(limitMs: number): Promise<DeadMansSwitch> {
  const beats: number[] = [];
  const server = createServer((_, reply) => {
    beats.push(Date.now());
    reply.end('OK');
  });
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/ping`,
    beats,
    firesAt: () => (beats.length === 0 ? null : beats.at(-1)! + limitMs),
    longestPause: () => Math.max(0, ...beats.slice(1).map((at, nth) => at - beats[nth]!)),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
