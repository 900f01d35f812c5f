import type { Long } from 'protobufjs/light.js';
import { type AttributeValue, sortedAttributes } from './attribute-text.ts';
import type { Attributes } from './metrics-data.ts';

// The shapes below are those of proto-fields.ts; fields that were not sent read as their default from the prototype.
interface RawAny {
  stringValue: string;
  boolValue: boolean;
  intValue: Long;
  doubleValue: number;
  arrayValue: { values: RawAny[] };
  kvlistValue: { values: RawPair[] };
  bytesValue: Uint8Array;
}
export interface RawPair {
  key: string;
  value: RawAny | null;
}

/** Attributes as sorted texts. */
export function attributes(pairs: RawPair[]): Attributes {
  return sortedAttributes(pairs.map(({ key, value }) => [key, anyValue(value)]));
}

/** The value of an attribute; null where none was set. */
export function anyValue(raw: RawAny | null): AttributeValue {
  if (raw === null) return null;
  if (Object.hasOwn(raw, 'stringValue')) return raw.stringValue;
  if (Object.hasOwn(raw, 'intValue')) return exact(raw.intValue);
  if (Object.hasOwn(raw, 'boolValue')) return raw.boolValue;
  if (Object.hasOwn(raw, 'doubleValue')) return raw.doubleValue;
  if (Object.hasOwn(raw, 'bytesValue')) return Buffer.from(raw.bytesValue).toString('base64');
  if (raw.arrayValue) return raw.arrayValue.values.map(anyValue);
  if (raw.kvlistValue)
    return Object.fromEntries(raw.kvlistValue.values.map(({ key, value }) => [key, anyValue(value)]));
  return null;
}

/** All 64 bits; a Long that was not sent may be the number 0. */
export function exact(value: Long | number): bigint {
  if (typeof value === 'number') return BigInt(value);
  const bits = (BigInt(value.high >>> 0) << 32n) | BigInt(value.low >>> 0);
  return value.unsigned ? bits : BigInt.asIntN(64, bits);
}
