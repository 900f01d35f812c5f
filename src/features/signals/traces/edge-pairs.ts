import type { Sampling } from '../contract.ts';
import type { ConnectionType } from './callee.ts';
import { grades } from './sampling.ts';
import { makeRoom, type Sender } from './senders.ts';
import { edgeSeries, type PairSeries, pairSeries } from './trace-series.ts';

const types: readonly (ConnectionType | null)[] = [null, 'messaging_system', 'database', 'virtual_node'];

/** The series of the calls of a sender's service to a server, the same pair as long as it is kept. */
export function edgePair(
  sender: Sender,
  server: string,
  type: ConnectionType | null,
  failed: boolean,
  sampling: Sampling,
): PairSeries {
  const place = (types.indexOf(type) * grades.length + grades.indexOf(sampling)) * 2 + (failed ? 1 : 0);
  const known = sender.edges.get(server)?.[place];
  if (known !== undefined) return known;
  const { source, service: client, environment } = sender;
  const pair = pairSeries(edgeSeries(source, { client, server, type, failed, environment, sampling }));
  makeRoom(sender);
  let pairs = sender.edges.get(server);
  if (pairs === undefined) {
    pairs = [];
    sender.edges.set(server, pairs);
  }
  pairs[place] = pair;
  return pair;
}
