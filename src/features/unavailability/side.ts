import type { LossSide } from './incident.ts';

/** People who came to the first step and to the result, or events of them, in one time. */
interface Passed {
  started: number;
  finished: number;
}

/** What a side is told from. `before` are the two hours before the onset, `during` the present window of the drop. */
export interface SideFacts {
  /** Events of both steps, before. */
  eventsBefore: Passed;
  /** Events of the first step in the window. */
  startedDuring: number;
  /** Events of the result that were expected in the window, with their interval of 90 %. */
  expected: { value: number; low: number; high: number };
  /** Distinct users where they are known, else events. */
  before: Passed;
  during: Passed;
}

/** Half the width of an interval of 90 %, in standard deviations. */
const z90 = 1.645;
/** What is told must be so many standard deviations away from chance. */
const provenZ = 3;
/** With fewer before, the usual conversion is not known. */
const fewest = 30;
/** One cause explains the loss when it is so many times as much of it as the other. */
const clearly = 2;

/**
 * Why the result is missing: fewer begin than usual (`demand`), or fewer of those who begin arrive (`supply`); null where both have
 * their part, neither is proven, or too little is known. What is usual is the conversion of the two hours before the onset, and
 * the starts that the expected result would have needed at that conversion: so calendar and campaigns are in it.
 * A loss is the product of both shares that are left, so their parts of it are compared as logarithms.
 */
export function sideOf({ eventsBefore, startedDuring, expected, before, during }: SideFacts): LossSide | null {
  if (Math.min(eventsBefore.finished, before.finished) < fewest || !(expected.value > 0)) return null;
  const usualStarts = (expected.value * eventsBefore.started) / eventsBefore.finished;
  const relative = (expected.high - expected.low) / (2 * z90 * expected.value);
  const startsSpread = Math.sqrt(
    relative ** 2 + 1 / usualStarts + 1 / eventsBefore.started + 1 / eventsBefore.finished,
  );
  const startsLeft = startedDuring / usualStarts;

  const usual = Math.min(1, before.finished / before.started);
  const failing = Math.max(1 - usual, 1 / before.started) / usual;
  const arrivalsSpread = during.started > 0 ? Math.sqrt(failing / during.started + failing / before.started) : Infinity;
  const arrivalsLeft = during.started > 0 ? during.finished / during.started / usual : 1;

  const demand = 1 - startsLeft >= provenZ * startsSpread ? -Math.log(Math.max(startsLeft, least)) : 0;
  const supply = 1 - arrivalsLeft >= provenZ * arrivalsSpread ? -Math.log(Math.max(arrivalsLeft, least)) : 0;
  if (demand === 0 && supply === 0) return null;
  if (demand >= clearly * supply) return 'demand';
  return supply >= clearly * demand ? 'supply' : null;
}

/** Nobody at all counts as this share. */
const least = 0.001;
