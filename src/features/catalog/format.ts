import type { Kind } from './kind.ts';

/** The kind as its files spell it. */
export function wordOf(kind: Kind): string {
  return kind.format ? kind.kind.slice(kind.format.prefix.length) : kind.kind;
}

/** A value in a document that no schema has looked at yet, or undefined. */
export function rawAt(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], value);
}
