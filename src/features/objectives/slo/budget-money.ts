import type { Estimate } from '../../../maths/estimate.ts';
import { moneyText } from '../../../maths/money.ts';
import type { SloReading } from '../../catalog/openslo/evaluated.ts';
import type { EventValue } from '../../impact/event-value.ts';

/** What one bad event costs, or in words why nobody can say. */
export type BadEventWorth = { value: EventValue & { kind: 'event' | 'perEvent' } } | { why: string };

/**
 * What one bad event of an objective is worth: that of a completion of its process, where the objective counts events of it one by
 * one. A slice has no number of events, and what a failed request of a component costs hangs on who asked: the value at risk of the
 * component says that.
 */
export function badEventWorth(
  reading: SloReading,
  method: string,
  subject: { kind: 'process' | 'component'; name: string } | null,
  worthOf: (process: string) => EventValue | null,
): BadEventWorth {
  if (method !== 'Occurrences') return { why: 'a slice of time is no number of events, so that it has no price' };
  if (reading.kind !== 'ratio' || reading.total.of !== 'events') {
    const risk =
      subject?.kind === 'component' ? `; the value at risk of ${subject.name} says what an hour without it costs` : '';
    return { why: `a failed request has no price of its own${risk}` };
  }
  const value = worthOf(reading.total.process);
  if (value === null) return { why: `nobody knows yet what a completion of ${reading.total.process} is worth` };
  if (value.kind === 'perHour') return { why: `${reading.total.process} is worth so much an hour, not an event` };
  return { value };
}

/** Nominal coverage of the intervals. */
const level = 0.9;
const z = 1.645;

/**
 * So many bad events as money. At most: somebody who tries again and succeeds is counted as a loss. The interval is that of the worth
 * of one completion.
 */
export function moneyOf(
  events: number,
  { value }: Extract<BadEventWorth, { value: unknown }>,
  completeness: number,
  per: '' | '/h' = '',
): Estimate {
  const sd = value.kind === 'event' ? value.meanSd : 0;
  const minor = (worth: number): number => Math.round(events * worth);
  const ends = [minor(value.minor - z * sd), minor(value.minor + z * sd)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const likely = minor(value.minor);
  const text = (amount: number): string => moneyText(amount, value.currency);
  return {
    ...{ value: likely, unit: `${value.currency}-minor${per}`, low, high, level },
    method: 'bad events × worth of one completion; who tries again is not taken out',
    basis: {},
    grade: value.kind === 'event' ? 'observed' : 'assumed',
    version: 'slo-1',
    completeness,
    text: { value: text(likely), low: text(low), high: text(high) },
  };
}
