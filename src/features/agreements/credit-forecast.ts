import { type Random, seededRandom } from '../../maths/random.ts';
import type { Fraction } from '../../maths/ratios.ts';

/** How long each outage of a past period kept a subject down, in seconds weighted by share. */
export type PastOutages = readonly number[];

export interface ForecastSubject {
  /** Seconds that count in the whole period, and those of them that are down so far. */
  countedSeconds: number;
  downSeconds: number;
  /** By past period, in the same order for every subject: what came together then comes together again. */
  past: readonly PastOutages[];
}

export interface ForecastQuestion {
  subjects: readonly ForecastSubject[];
  /** Lowest availability of what is promised by other countings; it is not forecast and stays as it is. */
  others: Fraction | null;
  /** Share of the period that is still to come, 0 to 1. */
  rest: number;
  /** What would be owed for an availability of the worst subject. */
  owed(availability: Fraction): number;
  seed: number;
}

/** Draws, and the share of them between the two ends. */
const draws = 2_000;
const level = 0.9;
/** Parts of a share, so that a simulated availability is a fraction in integers. */
const scale = 1_000_000_000;

/**
 * What will be owed at the end of a running period, if the rest of it goes as one of the past periods did: each draw takes a past
 * period, keeps each of its outages with the probability `rest` (that one falls into what is to come), gives it the length of any
 * past outage of the subject, and adds that to what is down so far. Ends hold 90 % of the draws. Null without past periods.
 * Seeded, so that the same question has the same answer. Source of the resampling: Efron, Annals of Statistics 7 (1979).
 */
export function creditForecast(question: ForecastQuestion): { low: number; likely: number; high: number } | null {
  const { subjects, others, rest, owed, seed } = question;
  const periods = subjects[0]?.past.length ?? 0;
  if (periods === 0) return null;
  const random = seededRandom(seed);
  const pools = subjects.map(({ past }) => past.flat());
  const owedIn = Array.from({ length: draws }, () => {
    const past = random.integer(0, periods - 1);
    const worst = subjects.reduce((lowest, subject, index) => {
      const down = subject.downSeconds + drawn(subject.past[past]!, pools[index]!, rest, random);
      return Math.min(lowest, remaining(down, subject.countedSeconds));
    }, 1);
    const fraction = { numerator: Math.floor(worst * scale), denominator: scale };
    const lower = others !== null && others.numerator / others.denominator < worst ? others : fraction;
    return owed(lower);
  }).sort((a, b) => a - b);
  const at = (share: number): number => owedIn[Math.min(draws - 1, Math.floor(share * draws))]!;
  return { low: at((1 - level) / 2), likely: at(0.5), high: at((1 + level) / 2) };
}

/** Seconds of the outages of a past period that fall into the rest of this one. */
function drawn(outages: PastOutages, pool: PastOutages, rest: number, random: Random): number {
  return outages.reduce((sum) => (random.uniform() < rest ? sum + pool[random.integer(0, pool.length - 1)]! : sum), 0);
}

const remaining = (down: number, counted: number): number => (counted <= 0 ? 1 : Math.max(0, 1 - down / counted));
