import protobuf from 'protobufjs/light.js';
import type { Wire } from '../wire.ts';

/** How deep the messages stand within a request; the library refuses what is nested too deep, counted from there. */
export const depthOf = { resource: 2, scope: 3, metric: 3, point: 5 } as const;

type Decode = (reader: protobuf.Reader, length: number, end: undefined, depth: number) => unknown;

/** A part of a request as the library decoder reads it where it stands. Throws an Error of the decoder when the bytes are none. */
export function decodePart<T>(type: protobuf.Type, { bytes }: Wire, from: number, to: number, depth: number): T {
  const reader = protobuf.Reader.create(bytes);
  reader.pos = from;
  // the decoder of a type takes its depth last, which its published types leave out
  return (type.decode as unknown as Decode).call(type, reader, to - from, undefined, depth) as T;
}
