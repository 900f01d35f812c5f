import type { Attributes } from '../otlp/metrics-data.ts';
import type { Wire } from '../otlp/wire.ts';
import type { Source } from '../source.ts';
import { ByteTable } from './byte-table.ts';
import { decodeResource } from './decode-protobuf.ts';
import { type Sender, senderOf } from './senders.ts';

/** A resource as the library decoder reads it, and who it is under the source that it came by last. */
export interface KnownResource {
  attributes: Attributes;
  sender: Sender | null;
  labels: readonly string[];
}

/** A process sends its resource with every batch, byte by byte the same. */
const known = new ByteTable<KnownResource>(1_000, 8_192);

/** The resource in a range, or null where the library decoder refuses it. */
export function resourceIn(wire: Wire, from: number, to: number): KnownResource | null {
  const found = known.find(wire.view, from, to - from);
  if (found !== undefined) return found;
  const attributes = decodeResource(wire.bytes.subarray(from, to));
  if (attributes === null) return null;
  const resource: KnownResource = { attributes, sender: null, labels: [] };
  known.add(wire.view, from, to - from, resource);
  return resource;
}

/** Who sends under this source with this resource. */
export function senderAmong(resource: KnownResource, source: Source): Sender {
  const { sender, labels } = resource;
  if (sender?.source === source.name && equal(labels, source.resourceAttributes)) return sender;
  resource.sender = senderOf(source, resource.attributes);
  resource.labels = source.resourceAttributes;
  return resource.sender;
}

const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a === b || (a.length === b.length && a.every((one, at) => one === b[at]));
