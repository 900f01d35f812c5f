import type { Customer } from './customers.ts';
import type { Failure } from './failures.ts';
import { lognormal, type Random } from './random.ts';
import type { Act, Answer } from './visit.ts';

export type Process = 'payment' | 'cashback' | 'onboarding';
export type Outcome = 'ok' | 'failed' | 'abandoned';

/** Something the business counts. `minor` is PLN minor units, given where the event carries money. */
export type Emit = (process: Process, step: string, outcome: Outcome, at: number, minor?: number) => void;

export interface Seen {
  seen: Answer;
  tookMs: number;
}

/** Usual answer times in milliseconds as the customer sees them, medians of the real services. */
const usualMs = { browse: 25, basket: 25, checkout: 60, pay: 300, form: 40, submit: 90 } as const;
/** Seconds that a slow database or vendor takes: median and spread, the same numbers as the real services use. */
export const slowDatabase = { medianMs: 2_600, spread: 0.5 };
export const slowVendor = { medianMs: 3_200, spread: 0.5 };
export const cashbackErrorShare = 0.8;
/** A vendor that is down answers most calls with an error and lets the others hang. */
export const vendorHangShare = 0.3;
const hangMs = 60_000;

function slowness(act: Act, failing: ReadonlySet<Failure>, random: Random): number {
  if (failing.size === 0) return 0;
  let extra = 0;
  if (failing.has('slow-database') && (act.call === 'checkout' || act.call === 'pay')) {
    extra += lognormal(random, slowDatabase.medianMs, slowDatabase.spread);
  }
  if (failing.has('vendor-slow') && act.call === 'pay' && act.method === 'card') {
    extra += lognormal(random, slowVendor.medianMs, slowVendor.spread);
  }
  if (failing.has('vendor-down') && act.call === 'pay' && act.method === 'card' && random() < vendorHangShare) {
    extra += hangMs;
  }
  return extra;
}

function pay(
  customer: Customer,
  act: Act,
  at: number,
  failing: ReadonlySet<Failure>,
  random: Random,
  emit: Emit,
): Seen {
  // The button is broken in the browser: no request, nothing counted, the customer sees that nothing happens.
  if (failing.has('sales-stopped')) return { seen: 'failed', tookMs: 0 };
  emit('payment', 'started', 'ok', at);
  const tookMs = usualMs.pay + slowness(act, failing, random);
  const left = tookMs > customer.patienceMs;
  const end = at + Math.min(tookMs, customer.patienceMs);
  const byVendor = act.method === 'card';
  if (left || (byVendor && (failing.has('vendor-down') || customer.declined))) {
    emit('payment', 'authorised', left ? 'abandoned' : 'failed', end);
    const seen = left ? 'slow' : failing.has('vendor-down') ? 'failed' : 'declined';
    return { seen, tookMs: end - at };
  }
  emit('payment', 'authorised', 'ok', end);
  emit('payment', 'completed', 'ok', end, customer.minor);
  if (customer.cashback) {
    emit('cashback', 'requested', 'ok', end);
    if (!failing.has('cashback-errors') || random() >= cashbackErrorShare) emit('cashback', 'granted', 'ok', end);
  }
  return { seen: 'ok', tookMs };
}

function other(
  customer: Customer,
  act: Act,
  at: number,
  failing: ReadonlySet<Failure>,
  random: Random,
  emit: Emit,
): Seen {
  const tookMs = usualMs[act.call] + slowness(act, failing, random);
  if (tookMs > customer.patienceMs) return { seen: 'slow', tookMs: customer.patienceMs };
  if (act.call === 'form') emit('onboarding', 'started', 'ok', at);
  if (act.call === 'submit') {
    emit('onboarding', 'submitted', 'ok', at);
    emit('onboarding', 'completed', customer.declined ? 'failed' : 'ok', at + tookMs);
    if (customer.declined) return { seen: 'declined', tookMs };
  }
  return { seen: 'ok', tookMs };
}

/**
 * What the services would answer, without asking them: for history, and for what would have happened without failures.
 * `random` is drawn from only while something fails, so the ideal world is one and the same for a customer.
 */
export function respond(
  customer: Customer,
  act: Act,
  at: number,
  failing: ReadonlySet<Failure>,
  random: Random,
  emit: Emit,
): Seen {
  return act.call === 'pay'
    ? pay(customer, act, at, failing, random, emit)
    : other(customer, act, at, failing, random, emit);
}
