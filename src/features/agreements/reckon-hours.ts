import { bucketStart, type EpochMs, hour, minute } from '../../maths/instants.ts';
import type { EventValue } from '../impact/event-value.ts';
import type { HourRow } from './hour-totals.ts';
import { maskOf } from './minute-mask.ts';

/** What is known of a subject minute by minute, all columns from `from` on. Minutes that were not measured count nowhere. */
export interface CountedMinutes {
  subject: HourRow['subject'];
  from: EpochMs;
  measured: Uint8Array;
  /** Null where nobody can tell good from bad; from `countedFrom` on somewhere later in the window. */
  requests: { good: Float64Array; valid: Float64Array; countedFrom: EpochMs } | null;
  /** Milliseconds of users per minute; null where nobody knows them. */
  users: { up: Float64Array; down: Float64Array; countedFrom: EpochMs } | null;
  /** What came and what was expected, in events, with their worth; null where one of them is not known. */
  value: { ok: Float64Array; money: Float64Array; expected: Float64Array; worth: EventValue } | null;
}

/** A row for each hour that has a minute in the window. Integers; expected money is rounded half up once an hour. */
export function reckonHours(minutes: CountedMinutes): HourRow[] {
  const end = minutes.from + minutes.measured.length * minute;
  const rows: HourRow[] = [];
  for (let at = bucketStart(minutes.from, hour); at < end; at += hour) rows.push(rowOf(minutes, at));
  return rows;
}

function rowOf({ subject, from, measured, requests, users, value }: CountedMinutes, at: EpochMs): HourRow {
  const first = Math.max(0, (at - from) / minute);
  const last = Math.min(measured.length, (at + hour - from) / minute);
  const sum = (column: Float64Array, since = at): number => {
    let total = 0;
    for (let i = Math.max(first, Math.ceil((since - from) / minute)); i < last; i++) {
      if (measured[i] === 1) total += column[i]!;
    }
    return total;
  };
  const flags = measured.subarray(first, last);
  return {
    subject,
    at,
    measured: maskOf(flags, (from + first * minute - at) / minute),
    good: requests ? sum(requests.good, requests.countedFrom) : 0,
    valid: requests ? sum(requests.valid, requests.countedFrom) : 0,
    userUpSeconds: users ? sum(users.up, users.countedFrom) / 1_000 : 0,
    userDownSeconds: users ? sum(users.down, users.countedFrom) / 1_000 : 0,
    ...moneyOf(value, sum, flags),
  };
}

type Money = Pick<HourRow, 'deliveredMinor' | 'expectedMinor' | 'currency'>;

function moneyOf(value: CountedMinutes['value'], sum: (column: Float64Array) => number, flags: Uint8Array): Money {
  const minutes = flags.reduce((total, flag) => total + flag, 0);
  if (value === null || minutes === 0) return { deliveredMinor: 0, expectedMinor: 0, currency: null };
  const { worth } = value;
  const { currency, minor } = worth;
  const [ok, expected] = [sum(value.ok), sum(value.expected)];
  if (worth.kind === 'perHour') {
    const whole = roundHalfUp((minor * minutes) / 60);
    return {
      deliveredMinor: expected > 0 ? roundHalfUp((whole * ok) / expected) : whole,
      expectedMinor: whole,
      currency,
    };
  }
  const deliveredMinor = worth.kind === 'event' ? sum(value.money) : ok * minor;
  return { deliveredMinor, expectedMinor: roundHalfUp(expected * minor), currency };
}

const roundHalfUp = (value: number): number => Math.floor(value + 0.5);
