import { isUtf8 } from 'node:buffer';
import { unsignedOf, unsure, Wire, wireType } from '../otlp/wire.ts';
import type { KnownLabels } from './known-labels.ts';
import { type Label, mostInWrite, type WriteRequest, type WrittenSeries } from './write-request.ts';

type Sample = WrittenSeries['samples'][number];

const bytesField = (field: number): number => (field << 3) | wireType.bytes;
const seriesTag = bytesField(1);
const labelTag = bytesField(1);
const sampleTag = bytesField(2);
const exemplarTag = bytesField(3);
const nameTag = bytesField(1);
const valueTag = bytesField(2);
const doubleTag = (1 << 3) | wireType.fixed64;
const timestampTag = (2 << 3) | wireType.varint;

interface Counted {
  samples: number;
  /** Series, labels, samples and exemplars together. */
  parts: number;
}
/** The halves of the NaN that says that a series has ended; see decode.ts. */
const stale = { high: 0x7ff00000, low: 2 };

/**
 * Reads a WriteRequest as senders write it: series alone, the labels of each before its samples. Null where there is anything
 * else, or where the bytes are none: then it belongs to the library decoder (decode.ts), whose answer it equals. Never throws.
 */
export function fastDecode(bytes: Uint8Array, known: KnownLabels): WriteRequest | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wire = new Wire(buffer);
  const series: WrittenSeries[] = [];
  const counted: Counted = { samples: 0, parts: 0 };
  while (wire.at < buffer.length) {
    if (wire.varint(buffer.length) !== seriesTag) return null;
    const length = wire.length(buffer.length);
    if (length === unsure) return null;
    const one = seriesIn(wire, wire.at + length, known, counted);
    if (one === null || counted.samples > mostInWrite.samples || counted.parts > mostInWrite.parts) return null;
    series.push(one);
  }
  return { series, metadata: [] };
}

function seriesIn(wire: Wire, end: number, known: KnownLabels, counted: Counted): WrittenSeries | null {
  counted.parts += 1;
  const from = wire.at;
  let to = from;
  const samples: Sample[] = [];
  while (wire.at < end) {
    const start = wire.at;
    const tag = wire.varint(end);
    const length = tag === labelTag || tag === sampleTag || tag === exemplarTag ? wire.length(end) : unsure;
    if (length === unsure) return null;
    counted.parts += 1;
    if (tag === labelTag) {
      // its bytes must be those of labels alone
      if (start !== to) return null;
      wire.at += length;
      to = wire.at;
    } else if (tag === sampleTag) {
      const sample = sampleIn(wire, wire.at + length);
      if (sample === null) return null;
      samples.push(sample);
    } else wire.at += length;
  }
  counted.samples += samples.length;
  const labels = labelsIn(wire, from, to, known);
  return labels && { labels, samples, histograms: 0 };
}

function sampleIn(wire: Wire, end: number): Sample | null {
  // a field that is not there is 0
  let value = 0;
  let isStale = false;
  let at = 0;
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag === doubleTag) {
      const from = wire.at;
      if (!wire.fixed64(end)) return null;
      value = wire.view.getFloat64(from, true);
      isStale = wire.high === stale.high && wire.low === stale.low;
    } else if (tag === timestampTag) {
      // times of before 1970 have their highest bit set
      if (!wire.varint64(end) || wire.high > 0x1f_ffff) return null;
      at = unsignedOf(wire.low, wire.high);
    } else return null;
  }
  return wire.at === end ? { value, stale: isStale, at } : null;
}

function labelsIn(wire: Wire, from: number, to: number, known: KnownLabels): readonly Label[] | null {
  const text = wire.bytes.toString('latin1', from, to);
  const before = known.get(text);
  if (before !== undefined) return before;
  const labels: Label[] = [];
  const end = wire.at;
  wire.at = from;
  while (wire.at < to) {
    wire.varint(to);
    const label = labelIn(wire, wire.length(to));
    if (label === null) return null;
    labels.push(label);
  }
  wire.at = end;
  known.set(text, labels);
  return labels;
}

/** Texts that are no UTF-8 are the library decoder's to refuse. */
function labelIn(wire: Wire, length: number): Label | null {
  if (length === unsure) return null;
  const end = wire.at + length;
  let name = '';
  let value = '';
  while (wire.at < end) {
    const tag = wire.varint(end);
    if (tag !== nameTag && tag !== valueTag) return null;
    const size = wire.length(end);
    if (size === unsure || !isUtf8(wire.bytes.subarray(wire.at, wire.at + size))) return null;
    const text = wire.text(wire.at, wire.at + size);
    wire.at += size;
    if (tag === nameTag) name = text;
    else value = text;
  }
  return [name, value];
}
