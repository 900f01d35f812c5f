import { requestMessage } from '../../src/features/signals/otlp/message-schema.ts';
import { encodeSent } from './otlp-messages.ts';

interface Point {
  timeUnixNano?: string;
  asInt?: string;
  count?: string;
  bucketCounts?: string[];
}
type Data = { dataPoints?: Point[] } | undefined;
interface Sent {
  resourceMetrics?: { scopeMetrics?: { metrics?: Record<string, Data>[] }[] }[];
}

const most = 2n ** 64n - 1n;
const within = (value: bigint): string => String(value < 0n ? 0n : value > most ? most : value);
const kinds = ['sum', 'gauge', 'histogram', 'exponentialHistogram'];

/** The request as it is exported so many milliseconds later, when sums and the first buckets hold so much more (or less). */
export function laterThan(bytes: Uint8Array, ms: number, more: bigint): Buffer {
  const sent = requestMessage.toObject(requestMessage.decode(bytes), { longs: String }) as Sent;
  const metrics = sent.resourceMetrics?.flatMap(({ scopeMetrics = [] }) =>
    scopeMetrics.flatMap((one) => one.metrics ?? []),
  );
  for (const metric of metrics ?? [])
    for (const kind of kinds)
      for (const point of metric[kind]?.dataPoints ?? []) grow(point, BigInt(ms) * 1_000_000n, more);
  return encodeSent(sent);
}

function grow(point: Point, nanoseconds: bigint, more: bigint): void {
  point.timeUnixNano = within(BigInt(point.timeUnixNano ?? 0) + nanoseconds);
  if (point.asInt !== undefined) point.asInt = String(BigInt.asIntN(64, BigInt(point.asInt) + more));
  const first = point.bucketCounts?.[0];
  if (first === undefined) return;
  const grown = within(BigInt(first) + more);
  point.bucketCounts![0] = grown;
  point.count = within(BigInt(point.count ?? 0) + BigInt(grown) - BigInt(first));
}
