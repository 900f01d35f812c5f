import { type EpochMs, type Interval, minute } from '../../maths/instants.ts';

/** What a user tried and whether it worked; only what users begin themselves, with repeats of one try merged. */
export interface UserEvent {
  user: string;
  at: EpochMs;
  ok: boolean;
}

/** Milliseconds of users, by minute of a window that begins on a whole minute: whole numbers. */
export interface UptimeCells {
  from: EpochMs;
  stepMs: number;
  up: Float64Array;
  down: Float64Array;
}

const quantile = 0.99;

/**
 * User-uptime (Hauer et al., Meaningful Availability, NSDI 2020): an event of a user owns the time until the next event of the
 * same user, but at most `cutoffMs` and no time beyond the window; this time is up if it worked and down if not. Other time counts
 * in neither. One pass; events in any order in which the times of each user never go back (RangeError if they do). Those before
 * the window may reach into it. The window is whole minutes (RangeError). The availability is Σup / Σ(up + down).
 */
export function userUptime(events: Iterable<UserEvent>, window: Interval, cutoffMs: number): UptimeCells {
  const cells = (window.to - window.from) / minute;
  if (!(Number.isInteger(cells) && cells > 0 && window.from % minute === 0)) {
    throw new RangeError('a window of whole minutes was expected');
  }
  const tallies = { up: new MinuteTally(window, cells), down: new MinuteTally(window, cells) };
  const last = new Map<string, UserEvent>();
  const own = ({ at, ok }: UserEvent, until: EpochMs): void =>
    (ok ? tallies.up : tallies.down).add(at, Math.min(until, at + cutoffMs));
  for (const event of events) {
    const before = last.get(event.user);
    if (before) {
      if (event.at < before.at) throw new RangeError('events of a user in order of time were expected');
      own(before, event.at);
    }
    last.set(event.user, event);
  }
  for (const event of last.values()) own(event, window.to);
  return { from: window.from, stepMs: minute, up: tallies.up.cells(), down: tallies.down.cells() };
}

/**
 * The cut-off of a service: the 99th percentile (nearest rank) of the times between events of one user, in milliseconds. Null when
 * nobody came twice. Same order as above.
 */
export function usualCutoff(events: Iterable<UserEvent>): number | null {
  const last = new Map<string, EpochMs>();
  const gaps: number[] = [];
  for (const { user, at } of events) {
    const before = last.get(user);
    if (before !== undefined) gaps.push(at - before);
    last.set(user, at);
  }
  const sorted = Float64Array.from(gaps).sort();
  return sorted[Math.ceil(quantile * sorted.length) - 1] ?? null;
}

/** Time by minute: the ends of an interval at once, the full minutes between them as one step up and one down. */
class MinuteTally {
  readonly #window: Interval;
  readonly #parts: Float64Array;
  readonly #steps: Int32Array;

  constructor(window: Interval, cells: number) {
    this.#window = window;
    this.#parts = new Float64Array(cells);
    this.#steps = new Int32Array(cells + 1);
  }

  add(from: EpochMs, to: EpochMs): void {
    const begin = Math.max(from, this.#window.from) - this.#window.from;
    const end = Math.min(to, this.#window.to) - this.#window.from;
    if (end <= begin) return;
    const [first, last] = [Math.floor(begin / minute), Math.floor(end / minute)];
    if (first === last) {
      this.#parts[first]! += end - begin;
      return;
    }
    this.#parts[first]! += (first + 1) * minute - begin;
    if (end > last * minute) this.#parts[last]! += end - last * minute;
    this.#steps[first + 1]! += 1;
    this.#steps[last]! -= 1;
  }

  cells(): Float64Array {
    let full = 0;
    return this.#parts.map((part, i) => {
      full += this.#steps[i]!;
      return part + full * minute;
    });
  }
}
