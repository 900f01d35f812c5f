import { writeMessage } from '../../src/features/signals/remote-write/message-schema.ts';
import { familyTypes } from '../../src/features/signals/remote-write/write-request.ts';
import type { EpochMs } from '../../src/maths/instants.ts';

export interface Series {
  labels: Record<string, string>;
  samples: [at: EpochMs, value: number | bigint][];
}

/** The bits of a stale marker; no number of JavaScript is sure to keep them. */
export const staleBits = 0x7ff0000000000002n;

function bitsOf(value: number | bigint): string {
  if (typeof value === 'bigint') return value.toString();
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString();
}

/** A prometheus.WriteRequest in protobuf. */
export function writeRequest(series: readonly Series[], metadata: Record<string, string> = {}): Buffer {
  const timeseries = series.map(({ labels, samples }) => ({
    labels: Object.entries(labels).map(([name, value]) => ({ name, value })),
    samples: samples.map(([timestamp, value]) => ({ timestamp, value: bitsOf(value) })),
  }));
  const families = Object.entries(metadata).map(([metricFamilyName, type]) => ({
    metricFamilyName,
    type: (familyTypes as readonly string[]).indexOf(type),
  }));
  return Buffer.from(writeMessage.encode(writeMessage.fromObject({ timeseries, metadata: families })).finish());
}

/** Snappy's block form with nothing compressed: the length, then literals of at most 60 bytes. */
export function snappy(bytes: Uint8Array): Buffer {
  const parts: Uint8Array[] = [Uint8Array.from(varint(bytes.length))];
  for (let at = 0; at < bytes.length; at += 60) {
    const piece = bytes.subarray(at, at + 60);
    parts.push(Uint8Array.of((piece.length - 1) << 2), piece);
  }
  return Buffer.concat(parts);
}

export function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
