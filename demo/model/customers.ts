import { type Arrivals, arrivals, type Campaign } from './arrival.ts';
import { exponential, lognormal, type Random, seeded, seedOf } from './random.ts';

const minuteMs = 60_000;

export type Kind = 'buyer' | 'looker' | 'form';
export type Method = 'card' | 'blik' | 'transfer';

/** Somebody who comes, with everything about them that does not depend on what the shop does. */
export interface Customer {
  kind: Kind;
  /** Epoch milliseconds of the first click. */
  at: number;
  /** Seeds the choices they make on the way. */
  seed: number;
  /** Pseudonymous number in a population of 400 000 customers. */
  user: number;
  method: Method;
  /** PLN minor units. Lognormal with mean 150.00. */
  minor: number;
  /** Leaves when one answer takes longer. */
  patienceMs: number;
  /** Leaves of their own accord on the last page but one. */
  turnsBack: boolean;
  /** The card has no money on it. */
  declined: boolean;
  /** Takes part in cashback. */
  cashback: boolean;
}

const valueSpread = 0.5;
const valueMedianMinor = 15_000 * Math.exp(-(valueSpread ** 2) / 2);
/** The vendor carries the cards: three of four payments. */
const cardShare = 0.75;
const blikShare = 0.17;

function customer(kind: Kind, at: number, random: Random): Customer {
  const roll = random();
  return {
    kind,
    at,
    seed: Math.floor(random() * 4_294_967_296),
    user: Math.floor(random() * 400_000),
    method: roll < cardShare ? 'card' : roll < cardShare + blikShare ? 'blik' : 'transfer',
    minor: Math.max(500, Math.round(lognormal(random, valueMedianMinor, valueSpread))),
    patienceMs: Math.round(Math.max(2_000, lognormal(random, 3_500, 0.35))),
    turnsBack: random() < (kind === 'form' ? 0.25 : 0.12),
    declined: random() < 0.03,
    cashback: random() < 0.6,
  };
}

const streams: readonly { kind: Kind; rate: keyof Arrivals; number: number }[] = [
  { kind: 'buyer', rate: 'buyers', number: 1 },
  { kind: 'looker', rate: 'lookers', number: 2 },
  { kind: 'form', rate: 'forms', number: 3 },
];

/**
 * Everybody of one kind who arrives in the minute that begins at `minute`, in order of arrival. Any minute can be asked
 * alone and always gives the same people: the history and the live shop draw from the same book.
 */
export function customersOf(seed: number, minute: number, kind: Kind, campaigns: readonly Campaign[]): Customer[] {
  const stream = streams.find((candidate) => candidate.kind === kind)!;
  const random = seeded(seedOf(seed, stream.number, minute));
  const gapMs = minuteMs / arrivals(seed, minute, campaigns)[stream.rate];
  const people: Customer[] = [];
  // Exponential gaps make the count Poisson.
  for (let at = exponential(random, gapMs); at < minuteMs; at += exponential(random, gapMs)) {
    people.push(customer(kind, minute + Math.floor(at), random));
  }
  return people;
}
