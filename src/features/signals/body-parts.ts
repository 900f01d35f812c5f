/**
 * Bounds on what a body is made of. Its bytes alone bound nothing: two of them suffice for an empty message of protobuf, three
 * for an empty object of JSON, each of which becomes an object of a hundred bytes in memory. Counted before anything is built.
 */
export const mostParts = { json: 3_000_000, protobuf: 1_000_000 };

const [quote, backslash, comma, bracket, brace] = [0x22, 0x5c, 0x2c, 0x5b, 0x7b];

/** Whether JSON text, one document or one a line, holds more values than are read at once. Need not be well formed. */
export function hasTooManyValues(bytes: Uint8Array, most = mostParts.json): boolean {
  if (bytes.length <= most) return false;
  let parts = 0;
  let inText = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inText) {
      if (byte === backslash) at += 1;
      else if (byte === quote) inText = false;
    } else if (byte === quote) inText = true;
    else if (byte === comma || byte === bracket || byte === brace) parts += 1;
  }
  return parts > most;
}

interface Field {
  type: string;
  repeated: boolean;
  resolvedType: unknown;
  resolve(): unknown;
}

/** A message type as far as counting needs it; that of protobufjs fits. */
export interface MessageType {
  fieldsById: Readonly<Record<number, Field>>;
}

/** Types whose values never stand packed, one behind the other. */
const unpacked = new Set(['string', 'bytes']);

const isMessage = (type: unknown): type is MessageType =>
  typeof type === 'object' && type !== null && 'fieldsById' in type;

/**
 * Whether a message of this type in protobuf holds more fields, at every depth that is read, than are read at once; packed
 * numbers count by eight bytes. False where the bytes are no protobuf: the decoder says so.
 */
export function hasTooManyFields(bytes: Uint8Array, type: MessageType, most = mostParts.protobuf): boolean {
  if (bytes.length <= most) return false;
  const count = { parts: 0, most };
  walk(bytes, 0, bytes.length, type, count, 0);
  return count.parts > most;
}

/** Below this the decoder refuses to follow. */
const deepest = 100;

/** Counts the fields from `at` to `end`; returns early once there are too many or the bytes are no protobuf. */
function walk(
  bytes: Uint8Array,
  begin: number,
  end: number,
  type: MessageType,
  count: { parts: number; most: number },
  depth: number,
): void {
  let at = begin;
  while (at < end && count.parts <= count.most) {
    const [tag, afterTag] = varint(bytes, at, end);
    count.parts += 1;
    at = afterTag;
    const wire = tag & 7;
    if (wire === 0) at = varint(bytes, at, end)[1];
    else if (wire === 1) at += 8;
    else if (wire === 5) at += 4;
    else if (wire === 2) {
      const [length, from] = varint(bytes, at, end);
      const to = from + length;
      if (to > end) return;
      const field = type.fieldsById[tag >>> 3];
      field?.resolve();
      if (depth < deepest && isMessage(field?.resolvedType)) {
        walk(bytes, from, to, field.resolvedType, count, depth + 1);
      } else if (field?.repeated && !unpacked.has(field.type)) count.parts += Math.floor(length / 8);
      at = to;
    } else return;
  }
}

/** A varint of at most 32 bits and where it ends; beyond `end` where it does not. */
function varint(bytes: Uint8Array, begin: number, end: number): [value: number, at: number] {
  let value = 0;
  for (let at = begin, shift = 0; at < end; at++, shift += 7) {
    const byte = bytes[at]!;
    if (shift < 32) value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at + 1];
  }
  return [0, end + 1];
}
