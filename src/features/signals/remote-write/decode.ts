import protobuf, { type Long, type Message } from 'protobufjs/light.js';
import { exact } from '../otlp/protobuf-values.ts';
import { writeMessage } from './message-schema.ts';
import { familyTypes, mostInWrite, type WriteRequest } from './write-request.ts';

// The shapes below are those of message-schema.ts; fields that were not sent read as their default from the prototype.
interface RawRequest {
  timeseries: {
    labels: { name: string; value: string }[];
    samples: { value: Long | number; timestamp: Long | number }[];
    histograms: unknown[];
  }[];
  metadata: { type: number; metricFamilyName: string }[];
}

/** Reads a WriteRequest in protobuf, or says that it is none or has more in it than is read at once. Never throws. */
export function decodeWrite(bytes: Uint8Array): WriteRequest | { problem: 'malformed' | 'too_large' } {
  try {
    const { samples, parts } = countParts(bytes);
    if (samples > mostInWrite.samples || parts > mostInWrite.parts) return { problem: 'too_large' };
    return requestOf(writeMessage.decode(bytes) as Message & RawRequest);
  } catch {
    return { problem: 'malformed' };
  }
}

const delimited = 2;
const seriesField = 1;
const sampleField = 2;

/** Counts without building anything. Throws where the bytes are no protobuf. */
function countParts(bytes: Uint8Array): { samples: number; parts: number } {
  const reader = protobuf.Reader.create(bytes);
  let samples = 0;
  let parts = 0;
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    parts += 1;
    if (tag >>> 3 !== seriesField || (tag & 7) !== delimited) {
      reader.skipType(tag & 7);
      continue;
    }
    const end = reader.uint32() + reader.pos;
    while (reader.pos < end) {
      const inner = reader.uint32();
      parts += 1;
      if (inner >>> 3 === sampleField) samples += 1;
      reader.skipType(inner & 7);
    }
  }
  return { samples, parts };
}

function requestOf({ timeseries, metadata }: RawRequest): WriteRequest {
  return {
    series: timeseries.map(({ labels, samples, histograms }) => ({
      labels: labels.map(({ name, value }) => [name, value]),
      samples: samples.map(({ value, timestamp }) => ({ ...doubleOf(exact(value)), at: Number(exact(timestamp)) })),
      histograms: histograms.length,
    })),
    metadata: metadata.map(({ type, metricFamilyName }) => ({
      family: metricFamilyName,
      type: familyTypes[type] ?? 'unknown',
    })),
  };
}

const double = new DataView(new ArrayBuffer(8));
/** The one NaN that says: this series has ended. https://prometheus.io/docs/specs/prw/remote_write_spec/#stale-markers */
const staleBits = 0x7ff0000000000002n;

function doubleOf(bits: bigint): { value: number; stale: boolean } {
  double.setBigUint64(0, bits);
  return { value: double.getFloat64(0), stale: bits === staleBits };
}
