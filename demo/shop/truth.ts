import type { Outcome, Process } from '../model/world.ts';

const minuteMs = 60_000;
const keptMinutes = 3 * 1_440;

/** The step that counts as the business result of each process. */
export const kpiStep: Readonly<Record<Process, string>> = {
  payment: 'completed',
  cashback: 'granted',
  onboarding: 'completed',
};

export interface Tally {
  count: number;
  /** PLN minor units. */
  minor: number;
}

export interface TruthOf {
  step: string;
  expected: Tally;
  actual: Tally;
  lost: Tally;
}

export type Side = 'expected' | 'actual';

/** Two books by the minute: what would have come if nothing had ever failed, and what came. */
export interface Truth {
  note(side: Side, process: Process, step: string, outcome: Outcome, at: number, minor: number): void;
  /** Sums over [from, to), which are cut to whole minutes; lost = expected − actual and may be negative when customers come back. */
  between(from: number, to: number): { from: number; to: number; processes: Record<Process, TruthOf> };
}

const nothing: Tally = { count: 0, minor: 0 };

/** An empty pair of books. Keeps three days. */
export function truth(): Truth {
  const books: Record<Side, Record<Process, Map<number, Tally>>> = {
    expected: { payment: new Map(), cashback: new Map(), onboarding: new Map() },
    actual: { payment: new Map(), cashback: new Map(), onboarding: new Map() },
  };
  function sum(book: Map<number, Tally>, from: number, to: number): Tally {
    const total = { ...nothing };
    for (let minute = from; minute < to; minute += minuteMs) {
      const tally = book.get(minute) ?? nothing;
      total.count += tally.count;
      total.minor += tally.minor;
    }
    return total;
  }
  function of(process: Process, from: number, to: number): TruthOf {
    const expected = sum(books.expected[process], from, to);
    const actual = sum(books.actual[process], from, to);
    const lost = { count: expected.count - actual.count, minor: expected.minor - actual.minor };
    return { step: kpiStep[process], expected, actual, lost };
  }
  return {
    note(side, process, step, outcome, at, minor) {
      if (step !== kpiStep[process] || outcome !== 'ok') return;
      const minute = Math.floor(at / minuteMs) * minuteMs;
      const book = books[side][process];
      const tally = book.get(minute);
      if (tally) {
        tally.count += 1;
        tally.minor += minor;
      } else {
        book.set(minute, { count: 1, minor });
        book.delete(minute - keptMinutes * minuteMs);
      }
    },
    between(from, to) {
      const first = Math.floor(from / minuteMs) * minuteMs;
      const last = Math.floor(to / minuteMs) * minuteMs;
      const processes = {
        payment: of('payment', first, last),
        cashback: of('cashback', first, last),
        onboarding: of('onboarding', first, last),
      };
      return { from: first, to: last, processes };
    },
  };
}
