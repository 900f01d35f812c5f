import type { Campaign } from '../model/arrival.ts';
import { customersOf, type Kind } from '../model/customers.ts';
import { failingIn, type Incident } from '../model/past.ts';
import { beginVisit } from '../model/visit.ts';
import { walk } from '../model/walk.ts';
import type { Emit, Outcome, Process } from '../model/world.ts';

const minuteMs = 60_000;
/** Visits that began before the history, and customers who come back later, may end in it. */
const warmUpMinutes = 70;
const kinds: readonly Kind[] = ['buyer', 'form'];

/** Counts and PLN minor units of one kind of event, one entry per minute from the history's start. */
export interface Column {
  process: Process;
  step: string;
  outcome: Outcome;
  counts: Int32Array;
  minor: Float64Array;
}

export interface Past {
  seed: number;
  /** Epoch milliseconds, whole minutes; half-open. */
  from: number;
  to: number;
  incidents: readonly Incident[];
  campaigns: readonly Campaign[];
}

/**
 * What the business would have counted minute by minute: the customers of the live shop, by the same choices, led
 * through the modelled services instead of the real ones.
 */
export function businessHistory({ seed, from, to, incidents, campaigns }: Past): Column[] {
  const minutes = (to - from) / minuteMs;
  const columns: Column[] = [];
  const failingAt = failingIn(
    incidents.filter((incident) => incident.to > from - warmUpMinutes * minuteMs && incident.from < to),
  );
  const emit: Emit = (process, step, outcome, at, minor = 0) => {
    const minute = Math.floor((at - from) / minuteMs);
    if (minute < 0 || minute >= minutes) return;
    // Eight columns at most: a walk along them is quicker than a key of three words, 60 million times.
    let column = columns.find((one) => one.step === step && one.process === process && one.outcome === outcome);
    if (!column) {
      column = { process, step, outcome, counts: new Int32Array(minutes), minor: new Float64Array(minutes) };
      columns.push(column);
    }
    column.counts[minute]! += 1;
    column.minor[minute]! += minor;
  };
  for (let minute = from - warmUpMinutes * minuteMs; minute < to; minute += minuteMs) {
    for (const kind of kinds) {
      for (const customer of customersOf(seed, minute, kind, campaigns)) {
        walk(beginVisit(customer), to, emit, failingAt);
      }
    }
  }
  return columns;
}
