import { ProductError } from '../../errors.ts';
import { type EpochMs, hour } from '../../maths/instants.ts';
import type { Batch, BatchKey, CameIds, CountColumns, HourRollUp, Passed, SeriesKey } from './measurements.ts';
import { float64, int32, joined } from './packed-columns.ts';

/**
 * A batch as columns: it is checked once, and moves to the store's thread without being copied.
 * The columns of a kind have equal lengths.
 */
export interface Packed {
  keys: BatchKey[];
  series: PackedSeries;
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

/** The series of a batch: the numbers that the store gave them, 0 where it is told of one in full, by its place in the batch. */
export interface PackedSeries {
  ids: Int32Array;
  told: { index: number; identity: string; key: SeriesKey }[];
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
 * batch, an instant outside 1970–9999, a count beyond 2^53, a gauge that is no finite number, a hash beyond 64 bits. Columns of the
 * batch may be in it as they are. `idOf`: the number that the store gave a series, where it is remembered.
 */
export function pack(batch: Batch, idOf: (key: SeriesKey) => number | undefined = () => undefined): Packed {
  const names = batch.series.length;
  const people = packPeople(batch);
  const ids = packIds(batch.ids);
  const index = (value: number) => check(Number.isInteger(value) && value >= 0 && value < names, value, 'a series');
  const counts = joined(
    {
      series: int32(batch.counts, (row) => index(row.series)),
      at: float64(batch.counts, (row) => instant(row.at)),
      n: float64(batch.counts, (row) => count(row.n)),
    },
    batch.counted && checked(batch.counted, names),
  );
  const bins = joined(
    {
      series: int32(batch.bins, (row) => index(row.series)),
      at: float64(batch.bins, (row) => instant(row.at)),
      bin: int32(batch.bins, (row) => check((row.bin | 0) === row.bin, row.bin, 'a bin')),
      n: float64(batch.bins, (row) => count(row.n)),
    },
    batch.binned && checked(batch.binned, names),
  );
  return {
    keys: keysOf(batch).map(({ source, key, answer, at }) => ({ source, key, answer, at: instant(at) })),
    series: packSeries(batch.series, idOf),
    counts,
    bins,
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
      counts.at.length +
      bins.at.length +
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
export function buffersOf({ series, counts, bins, gauges, people, ids, hours }: Packed): ArrayBuffer[] {
  const kinds: object[] = [series, counts, bins, gauges, people, ids, hours, hours.numbers];
  const columns = kinds.flatMap((kind) => Object.values(kind) as unknown[]);
  return columns
    .filter(ArrayBuffer.isView)
    .filter(({ byteLength }) => byteLength > worthBytes)
    .map((view) => view.buffer as ArrayBuffer);
}

/** What was packed of a key that comes with batch after batch, as those of who remembers its series do. */
const packedKeys = new WeakMap<SeriesKey, { identity: string; key: SeriesKey }>();

function packSeries(series: readonly SeriesKey[], idOf: (key: SeriesKey) => number | undefined): PackedSeries {
  const packed: PackedSeries = { ids: new Int32Array(series.length), told: [] };
  for (const [index, key] of series.entries()) {
    const id = idOf(key);
    if (id === undefined) packed.told.push({ index, ...packedKey(key) });
    else packed.ids[index] = id;
  }
  return packed;
}

function packedKey(key: SeriesKey): { identity: string; key: SeriesKey } {
  let packed = packedKeys.get(key);
  if (packed === undefined) {
    packed = { identity: identityOf(key), key: plainKey(key) };
    packedKeys.set(key, packed);
  }
  return packed;
}

/** The key alone, its labels in order; whatever else the object carries does not travel. */
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

/** Columns that came as such; throws where a row could not be kept exactly. */
function checked<Columns extends CountColumns>(columns: Columns, names: number): Columns {
  const { series, at, n } = columns;
  for (let row = 0; row < series.length; row++) {
    check(series[row]! >= 0 && series[row]! < names, series[row]!, 'a series');
    instant(at[row]!);
    count(n[row]!);
  }
  return columns;
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
