import type { Attributes } from './metrics-data.ts';

/** An attribute's value before it becomes text; integers as bigint, bytes as base64, empty as null. */
export type AttributeValue =
  | string
  | boolean
  | bigint
  | number
  | null
  | AttributeValue[]
  | { [name: string]: AttributeValue };

/** A value as a label: text as it is, numbers in decimal, lists and maps as JSON. Null where there is no value. */
export function attributeText(value: AttributeValue): string | null {
  if (value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value, jsonNumber) : String(value);
}

/** JSON has no integers of 64 bits and no NaN: both become text. */
function jsonNumber(_name: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Sorted by name, the last one of a name wins, empty ones left out: equal sets give equal lists. */
export function sortedAttributes(pairs: readonly (readonly [string, AttributeValue])[]): Attributes {
  const texts = new Map<string, string>();
  for (const [name, value] of pairs) {
    const text = attributeText(value);
    if (text !== null) texts.set(name, text);
  }
  return [...texts].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
