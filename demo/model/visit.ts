import type { Customer, Method } from './customers.ts';
import { type Random, seeded } from './random.ts';

export type Call = 'browse' | 'basket' | 'checkout' | 'pay' | 'form' | 'submit';

/** The next thing a customer does, after a pause of their own. */
export interface Act {
  call: Call;
  afterMs: number;
  method: Method;
  /** Counts the tries of this call from 1. */
  attempt: number;
}

/** What the customer sees. `slow`: they left before the answer came. */
export type Answer = 'ok' | 'declined' | 'failed' | 'slow';

type Walk = Generator<Act, void, Answer>;

function between(random: Random, low: number, high: number): number {
  return low + (high - low) * random();
}

/** Reaction to a payment that did not go through: shares of those who try again, pay otherwise, come back later. */
const reactions = {
  failed: { again: 0.25, otherwise: 0.12, later: 0.2 },
  slow: { again: 0.12, otherwise: 0.08, later: 0.25 },
  declined: { again: 0, otherwise: 0.5, later: 0 },
} as const;
const mostAttempts = 4;
const triesAgainOnAPage = 0.5;

function other(method: Method, random: Random): Method {
  if (method !== 'card') return 'card';
  return random() < 0.8 ? 'blik' : 'transfer';
}

function* pay(customer: Customer, random: Random): Walk {
  let { method } = customer;
  let afterMs = between(random, 4_000, 12_000);
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const answer = yield { call: 'pay', afterMs, method, attempt };
    if (answer === 'ok') return;
    const { again, otherwise, later } = reactions[answer];
    const roll = random();
    if (roll < again) afterMs = between(random, 2_000, 6_000);
    else if (roll < again + otherwise) {
      method = other(method, random);
      afterMs = between(random, 5_000, 15_000);
    } else if (roll < again + otherwise + later) afterMs = between(random, 10, 60) * 60_000;
    else return;
  }
}

/** A page before the payment: whoever sees an error tries once more or leaves. False when they left. */
function* page(
  call: Call,
  customer: Customer,
  random: Random,
  low: number,
  high: number,
): Generator<Act, boolean, Answer> {
  const { method } = customer;
  if ((yield { call, afterMs: between(random, low, high), method, attempt: 1 }) === 'ok') return true;
  if (random() >= triesAgainOnAPage) return false;
  return (yield { call, afterMs: between(random, 2_000, 5_000), method, attempt: 2 }) === 'ok';
}

function* buyer(customer: Customer, random: Random): Walk {
  if (!(yield* page('browse', customer, random, 0, 0))) return;
  if (!(yield* page('basket', customer, random, 5_000, 20_000))) return;
  if (!(yield* page('checkout', customer, random, 5_000, 15_000))) return;
  if (!customer.turnsBack) yield* pay(customer, random);
}

function* looker(customer: Customer, random: Random): Walk {
  if (!(yield* page('browse', customer, random, 0, 0))) return;
  yield* page('browse', customer, random, 5_000, 30_000);
}

function* form(customer: Customer, random: Random): Walk {
  if (!(yield* page('form', customer, random, 0, 0))) return;
  if (!customer.turnsBack) yield* page('submit', customer, random, 20_000, 60_000);
}

/** One visit under way: what comes next and when it is due; `next` is null when the customer has gone. */
export interface Visit {
  readonly customer: Customer;
  readonly walk: Walk;
  next: Act | null;
  dueAt: number;
}

/** The same behaviour whoever answers: the real services over HTTP, or the model when history is made. */
export function beginVisit(customer: Customer): Visit {
  const random = seeded(customer.seed);
  const walk =
    customer.kind === 'buyer'
      ? buyer(customer, random)
      : customer.kind === 'form'
        ? form(customer, random)
        : looker(customer, random);
  const first = walk.next();
  const next = first.done ? null : first.value;
  return { customer, walk, next, dueAt: customer.at + (next?.afterMs ?? 0) };
}

/** Tells the customer what they saw and after how many milliseconds; sets what they do next. */
export function answer(visit: Visit, seen: Answer, tookMs: number): void {
  const step = visit.walk.next(seen);
  visit.next = step.done ? null : step.value;
  visit.dueAt += tookMs + (visit.next?.afterMs ?? 0);
}
