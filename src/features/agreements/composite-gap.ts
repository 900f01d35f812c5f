import type { ExactFraction } from '../../maths/exact-fraction.ts';
import type { Interval } from '../../maths/instants.ts';
import { endsOf, type Outage } from '../outages/outage.ts';
import { percentDigits } from './formats/percent.ts';
import type { SubjectReport } from './report-contract.ts';

export interface CompositeQuestion {
  /** What the graph of components makes the process, 0 to 1. */
  expected: number;
  measured: ExactFraction;
  /** Of the process, those that counted. */
  outages: readonly Outage[];
  /** Of the components that it stands on, in the same period. */
  below: readonly Outage[];
  period: Interval;
}

/**
 * What its components would make a process beside what was measured, and which outages explain the gap: those of the process that
 * overlap one of a component are put down to that component, the others to the process itself or to the vendor.
 */
export function compositeGap(question: CompositeQuestion): NonNullable<SubjectReport['composite']> {
  const { expected, measured: exact, period } = question;
  const measured = exact.numerator / exact.denominator;
  const gap = measured - expected;
  const points = `${Math.abs(gap * 100).toFixed(3)} percentage points`;
  const than = `${percentDigits(exact)} % was delivered, ${(expected * 100).toFixed(3)} % was to be expected of its components`;
  const side = gap === 0 ? 'the same' : `${points} ${gap < 0 ? 'less' : 'more'}`;
  const parts = causesOf(question).map(
    ({ cause, minutes, outages }) => `${cause}: ${minutes} min in ${outages} outage${outages === 1 ? '' : 's'}`,
  );
  const budget = ((1 - expected) * (period.to - period.from)) / 60_000;
  const usual = `Expected is ${budget.toFixed(1)} min of down-time in such a period.`;
  const why = parts.length === 0 ? 'No outage counted.' : `Down were ${parts.join('; ')}.`;
  return { expected, measured, gap, why: `${than}: ${side}. ${why} ${usual}` };
}

function causesOf({ outages, below, period }: CompositeQuestion) {
  const causes = new Map<string, { ms: number; outages: number }>();
  for (const outage of outages) {
    const mine = inside(outage, period);
    if (mine === null) continue;
    const components = below.filter((other) => overlap(mine, inside(other, period)));
    const names = [...new Set(components.map(({ subject }) => subject.name))];
    const vendor = outage.fault === 'own' ? null : (outage.vendor ?? 'a vendor');
    const cause =
      names.length > 0 ? `component ${names.join(' and ')}` : vendor === null ? 'itself' : `vendor ${vendor}`;
    const known = causes.get(cause) ?? { ms: 0, outages: 0 };
    causes.set(cause, { ms: known.ms + mine.to - mine.from, outages: known.outages + 1 });
  }
  return [...causes]
    .sort(([, a], [, b]) => b.ms - a.ms)
    .map(([cause, { ms, outages: count }]) => ({ cause, minutes: Number((ms / 60_000).toFixed(1)), outages: count }));
}

function inside(outage: Outage, period: Interval): Interval | null {
  const { from, to } = endsOf(outage);
  const ends = { from: Math.max(from, period.from), to: Math.min(to ?? period.to, period.to) };
  return ends.from < ends.to ? ends : null;
}

const overlap = (a: Interval, b: Interval | null): boolean => b !== null && a.from < b.to && b.from < a.to;
