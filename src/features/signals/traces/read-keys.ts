import type { Wire } from '../otlp/wire.ts';
import { ByteTable } from './byte-table.ts';
import { isText } from './proto-text.ts';
import { readAttributes } from './span.ts';

/** Of a name that is not read, and of one that is no text. */
export const notRead = -1;
export const noText = -2;

const numbers: ReadonlyMap<string, number> = new Map(readAttributes.map((name, number) => [name, number]));

/** Names of attributes are few and come with every span. */
const known = new ByteTable<number>(1_024, 128);

/** The number of an attribute's name among those that are read, `notRead` or `noText`. */
export function readNumber(wire: Wire, from: number, to: number): number {
  const found = known.find(wire.view, from, to - from);
  if (found !== undefined) return found;
  if (!isText(wire, from, to)) return noText;
  const number = numbers.get(wire.text(from, to)) ?? notRead;
  known.add(wire.view, from, to - from, number);
  return number;
}
