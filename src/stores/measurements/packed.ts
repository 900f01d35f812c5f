import { ProductError } from '../../errors.ts';
import { type EpochMs, hour } from '../../maths/instants.ts';
import type { Batch, BatchKey, CameIds, HourRollUp, Passed, SeriesKey } from './measurements.ts';

/**
 * A batch as columns: it is checked once, and moves to the store's thread without being copied.
 * The columns of a kind have equal lengths.
 */
export interface Packed {
  keys: BatchKey[];
  series: { identity: string; key: SeriesKey }[];
  counts: { series: Int32Array; at: Float64Array; n: Float64Array };
  bins: { series: Int32Array; at: Float64Array; bin: Int32Array; n: Float64Array };
  gauges: {
    series: Int32Array;
    at: Float64Array;
    n: Float64Array;
    min: Float64Array;
    max: Float64Array;
    last: Float64Array;
    lastAt: Float64Array;
  };
  people: PackedPeople;
  ids: { hash: BigUint64Array; at: Float64Array };
  alive: Batch['alive'];
  states: Batch['states'];
  hours: PackedHours;
  rows: number;
}

export interface PackedPeople {
  /** Different ones, to which `passing` refers by index. */
  passings: { process: string; step: string; outcome: string }[];
  passing: Int32Array;
  at: Float64Array;
  user: BigUint64Array;
}

export interface PackedHours {
  subject: string[];
  at: Float64Array;
  measured: BigUint64Array;
  /** One column for each of `hourNumbers`. */
  numbers: Float64Array[];
  /** Three letters as a number; 0 where there is no money. */
  currency: Int32Array;
}

const letters = /^[A-Z]{3}$/;
const firstLetter = 64;

/** A currency code as a number, since numbers are grouped faster than texts: digits of base 32, A is 1; null is 0. */
function currencyNumber(code: string | null): number {
  if (code === null) return 0;
  check(letters.test(code), 0, 'a currency');
  return [...code].reduce((sum, letter) => 32 * sum + letter.charCodeAt(0) - firstLetter, 0);
}

/** The reverse. */
export function currencyCode(number: number): string | null {
  if (number === 0) return null;
  return String.fromCharCode(...[number >> 10, (number >> 5) & 31, number & 31].map((digit) => firstLetter + digit));
}

/** The numbers of a roll-up in the order of their columns. */
export const hourNumbers = [
  'good',
  'valid',
  'userUpSeconds',
  'userDownSeconds',
  'deliveredMinor',
  'expectedMinor',
] as const satisfies readonly (keyof HourRollUp)[];

/** The mask of an hour of which every minute was measured. */
export const wholeHour = (1n << 60n) - 1n;

/** Days are named by four digits of the year. */
const endOfTime = Date.UTC(10_000, 0, 1);

/**
 * Packs a batch. Throws ProductError `bad_input` for a row that no engine could keep exactly: a series that is not in the
 * batch, an instant outside 1970–9999, a count beyond 2^53, a gauge that is no finite number, a hash beyond 64 bits.
 */
export function pack(batch: Batch): Packed {
  const names = batch.series.length;
  const people = packPeople(batch);
  const ids = packIds(batch.ids);
  const index = (value: number) => check(Number.isInteger(value) && value >= 0 && value < names, value, 'a series');
  return {
    keys: keysOf(batch).map(({ source, key, answer, at }) => ({ source, key, answer, at: instant(at) })),
    series: batch.series.map(packSeries),
    counts: {
      series: int32(batch.counts, (row) => index(row.series)),
      at: float64(batch.counts, (row) => instant(row.at)),
      n: float64(batch.counts, (row) => count(row.n)),
    },
    bins: {
      series: int32(batch.bins, (row) => index(row.series)),
      at: float64(batch.bins, (row) => instant(row.at)),
      bin: int32(batch.bins, (row) => check((row.bin | 0) === row.bin, row.bin, 'a bin')),
      n: float64(batch.bins, (row) => count(row.n)),
    },
    gauges: {
      series: int32(batch.gauges, (row) => index(row.series)),
      at: float64(batch.gauges, (row) => instant(row.at)),
      n: float64(batch.gauges, (row) => count(row.n)),
      min: float64(batch.gauges, (row) => finite(row.min)),
      max: float64(batch.gauges, (row) => finite(row.max)),
      last: float64(batch.gauges, (row) => finite(row.last)),
      lastAt: float64(batch.gauges, (row) => instant(row.lastAt)),
    },
    people,
    ids,
    alive: batch.alive.map(({ source, from, to }) => ({ source, from: instant(from), to: instant(to) })),
    states: batch.states.map(({ key, value }) => ({ key, value })),
    hours: packHours(batch.hours),
    rows:
      batch.counts.length +
      batch.bins.length +
      batch.gauges.length +
      people.at.length +
      ids.at.length +
      batch.alive.length +
      batch.states.length +
      batch.hours.length,
  };
}

/** All keys of a batch. */
const keysOf = ({ key, keys = [] }: Batch): BatchKey[] => (key ? [key, ...keys] : keys);

function packPeople({ people, passed }: Batch): PackedPeople {
  const rows = people.map(({ user, ...row }) => ({ ...row, users: BigUint64Array.of(unsigned64(user)) }));
  const parts: readonly Passed[] = [...rows, ...passed];
  const length = parts.reduce((sum, { users }) => sum + users.length, 0);
  const numbers = new Map<string, number>();
  const packed: PackedPeople = {
    passings: [],
    passing: new Int32Array(length),
    at: new Float64Array(length),
    user: new BigUint64Array(length),
  };
  let row = 0;
  for (const { process, step, outcome, at, users } of parts) {
    const name = JSON.stringify([process, step, outcome]);
    const passing = numbers.get(name) ?? packed.passings.push({ process, step, outcome }) - 1;
    numbers.set(name, passing);
    packed.user.set(users, row);
    packed.at.fill(instant(at), row, row + users.length);
    packed.passing.fill(passing, row, row + users.length);
    row += users.length;
  }
  return packed;
}

/** Copies: what is handed over to another thread is gone here. */
function packIds(parts: readonly CameIds[]): Packed['ids'] {
  const length = parts.reduce((sum, { hash }) => sum + hash.length, 0);
  const packed = { hash: new BigUint64Array(length), at: new Float64Array(length) };
  let row = 0;
  for (const { hash, at } of parts) {
    packed.hash.set(hash, row);
    packed.at.fill(instant(at), row, row + hash.length);
    row += hash.length;
  }
  return packed;
}

function packHours(rows: readonly HourRollUp[]): PackedHours {
  return {
    subject: rows.map(({ subject }) => subject),
    at: float64(rows, ({ at }) => check(at % hour === 0, instant(at), 'an hour')),
    measured: uint64(rows, ({ measured }) => {
      check(measured <= wholeHour, Number(measured), 'a mask of minutes');
      return measured;
    }),
    numbers: hourNumbers.map((name) => float64(rows, (row) => count(row[name]))),
    currency: int32(rows, ({ currency }) => currencyNumber(currency)),
  };
}

/** Handing a small buffer over takes longer than copying it. */
const worthBytes = 4_096;

/** The buffers that a packed batch hands over, those that are worth it. */
export function buffersOf({ counts, bins, gauges, people, ids, hours }: Packed): ArrayBuffer[] {
  const kinds: object[] = [counts, bins, gauges, people, ids, hours, hours.numbers];
  const columns = kinds.flatMap((kind) => Object.values(kind) as unknown[]);
  return columns
    .filter(ArrayBuffer.isView)
    .filter(({ byteLength }) => byteLength > worthBytes)
    .map((view) => view.buffer as ArrayBuffer);
}

/** The key alone, its labels in order; whatever else the object carries does not travel. */
/** What was packed of a key that comes with batch after batch, as those of who remembers its series do. */
const packedSeries = new WeakMap<SeriesKey, Packed['series'][number]>();

function packSeries(key: SeriesKey): Packed['series'][number] {
  let packed = packedSeries.get(key);
  if (packed === undefined) {
    packed = { identity: identityOf(key), key: plainKey(key) };
    packedSeries.set(key, packed);
  }
  return packed;
}

function plainKey({ source, name, kind, unit, labels }: SeriesKey): SeriesKey {
  return { source, name, kind, unit, labels: Object.fromEntries(sortedEntries(labels)) };
}

/** Two keys with equal fields have one identity, whatever the order of their labels. */
export function identityOf({ source, name, kind, unit, labels }: SeriesKey): string {
  return JSON.stringify([source, name, kind, unit, sortedLabels(labels)]);
}

/** The labels as one text, sorted by name (code units). */
export function sortedLabels(labels: SeriesKey['labels']): string {
  return JSON.stringify(sortedEntries(labels));
}

function sortedEntries(labels: SeriesKey['labels']): [string, string][] {
  return Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
}

const instant = (at: EpochMs) => check(Number.isInteger(at) && at >= 0 && at < endOfTime, at, 'an instant');
const count = (n: number) => check(Number.isSafeInteger(n), n, 'a count');
const finite = (value: number) => check(Number.isFinite(value), value, 'a gauge');

function check(right: boolean, value: number, what: string): number {
  if (!right) throw new ProductError('bad_input', `A batch holds ${what} that cannot be stored.`, { what });
  return value;
}

function int32<Row>(rows: readonly Row[], of: (row: Row) => number): Int32Array {
  const column = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) column[i] = of(rows[i]!);
  return column;
}

function float64<Row>(rows: readonly Row[], of: (row: Row) => number): Float64Array {
  const column = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) column[i] = of(rows[i]!);
  return column;
}

function uint64<Row>(rows: readonly Row[], of: (row: Row) => bigint): BigUint64Array {
  const column = new BigUint64Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    column[i] = unsigned64(of(rows[i]!));
  }
  return column;
}

function unsigned64(value: bigint): bigint {
  if (BigInt.asUintN(64, value) === value) return value;
  throw new ProductError('bad_input', 'A batch holds a hash that is not an unsigned 64-bit integer.');
}
