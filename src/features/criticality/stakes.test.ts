import { describe, expect, it } from 'vitest';
import { hour } from '../../maths/instants.ts';
import { hourOfWeek } from './hour-of-week.ts';
import type { ProcessWorth } from './process-worth.ts';
import { presentWorth, stakeShown, stakesOf, worthsAt } from './stakes.ts';

/** A Wednesday; in Warsaw 13:00, in Tokyo 21:00. */
const noon = Date.parse('2026-11-18T12:00:00Z');
const importance = { birnbaum: 0, criticality: 0, fussellVesely: 0, riskAchievementWorth: 1, riskReductionWorth: 1 };
const share = (valueAtRiskShare: number) => ({ ...importance, valueAtRiskShare });

/** Worth something only in the hour from a wall-clock hour of Wednesday on. */
function wednesdayAt(wallHour: number, timeZone: string, minor: number, currency = 'PLN'): ProcessWorth {
  const week = Array.from({ length: 168 }, (_, index) => (index === 48 + wallHour ? minor : 0));
  return { currency, timeZone, week, average: minor / 168 };
}

describe('hours of the week', () => {
  it('begin on Monday on the wall clock', () => {
    expect([hourOfWeek('UTC', noon), hourOfWeek('Europe/Warsaw', noon), hourOfWeek('Asia/Tokyo', noon)]).toEqual([
      60, 61, 69,
    ]);
  });
});

describe('the money at risk with a component', () => {
  const worths = new Map([
    ['payment', wednesdayAt(13, 'Europe/Warsaw', 10_000)],
    ['lending', wednesdayAt(21, 'Asia/Tokyo', 3_000)],
    ['abroad', wednesdayAt(13, 'Europe/Warsaw', 700, 'EUR')],
  ]);
  const component = { perProcess: { payment: share(0.5), lending: share(1), abroad: share(1) } };

  it('adds the same instants of processes in different zones, never different currencies', () => {
    const [pln, eur] = stakesOf(
      component,
      worthsAt(worths, noon, () => true),
    );
    expect(pln).toMatchObject({ currency: 'PLN', timeZone: 'Europe/Warsaw', present: 8_000, dearest: 8_000 });
    expect(pln!.week[48 + 13]).toBe(8_000);
    expect(pln!.average).toBeCloseTo(8_000 / 168, 9);
    expect(eur).toMatchObject({ currency: 'EUR', present: 700 });
  });

  it('is that of the present hour, and of the dearest one', () => {
    const later = worthsAt(worths, noon + hour, () => true);
    expect(stakeShown(stakesOf(component, later), 0.001)).toMatchObject({
      valueAtRiskPerHour: { minor: 0 },
      dearestHour: { text: '80.00' },
      nextNinePerYear: { minor: Math.round(0.9 * 0.001 * (8_000 / 168) * 8_760) },
    });
    expect(presentWorth(later, 'payment')).toMatchObject({ minor: 0 });
  });

  it('counts only what is shown to who asks', () => {
    const shown = worthsAt(worths, noon, (process) => process === 'lending');
    expect(stakesOf(component, shown)).toMatchObject([{ currency: 'PLN', timeZone: 'Asia/Tokyo', present: 3_000 }]);
    expect(presentWorth(shown, 'payment')).toBeNull();
    expect(stakeShown([], 0.1)).toEqual({ valueAtRiskPerHour: null, dearestHour: null, nextNinePerYear: null });
  });

  it('says nothing of the next nine where nobody knows how often it fails', () => {
    expect(
      stakeShown(
        stakesOf(
          component,
          worthsAt(worths, noon, () => true),
        ),
        null,
      ).nextNinePerYear,
    ).toBeNull();
  });
});
