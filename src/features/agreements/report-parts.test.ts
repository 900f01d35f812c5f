import { describe, expect, it } from 'vitest';
import { outageOf } from '../../../tests/sample-outage.ts';
import { fractionOf } from '../../maths/exact-fraction.ts';
import { hour, minute } from '../../maths/instants.ts';
import { usualPolicy } from '../outages/availability.ts';
import { rowsOf } from '../outages/ledger-rows.ts';
import type { Outage } from '../outages/outage.ts';
import type { AgreementSpec } from './agreement.ts';
import { heldWithin, wordingFor } from './agreement-wording.ts';
import { announcementOf } from './announcement.ts';
import { compositeGap } from './composite-gap.ts';
import { countedShare } from './counted-share.ts';
import type { HourRow, PeriodTotals } from './hour-totals.ts';
import { periodNamed } from './period.ts';
import { gapWords, reconciliations } from './reconciliation.ts';
import { vendorCards } from './vendor-cards.ts';

const october = periodNamed('2026-10', 'Europe/Warsaw')!;
const at = (text: string): number => Date.parse(`2026-10-${text}Z`);
const subject = { kind: 'process', name: 'payment' } as const;
const counted = { good: 0, valid: 0, userUpSeconds: 0, userDownSeconds: 0, deliveredMinor: 0, expectedMinor: 0 };

describe('the wording of an agreement', () => {
  const wording = (from: number, until: number | null, displayName: string) => ({
    from,
    until,
    displayName,
    spec: {} as AgreementSpec,
  });

  it('is that of the start of the period, whatever came while it ran', () => {
    const all = [wording(0, at('10T00:00:00'), 'first'), wording(at('10T00:00:00'), null, 'second')];
    const chosen = wordingFor(all, october)!;
    expect(chosen.displayName).toBe('first');
    expect(chosen.rules).toEqual([expect.stringContaining('holds from the next period on')]);
    expect(wordingFor(all, periodNamed('2026-11', 'UTC')!)).toMatchObject({ displayName: 'second', rules: [] });
  });

  it('is the first that came where there was none yet, and none where it had gone before', () => {
    const late = wordingFor([wording(at('10T00:00:00'), null, 'late')], october)!;
    expect(late.rules[0]).toContain('after the period began');
    expect(wordingFor([wording(0, at('01T00:00:00') - 86_400_000, 'gone')], october)).toBeNull();
  });

  it('counts only between its dates, which are days of its zone', () => {
    const zone = 'Europe/Warsaw';
    const cut = heldWithin({ validFrom: '2026-10-25', validTo: '2026-10-26', timeZone: zone }, october)!;
    expect(cut.counted.to - cut.counted.from).toBe(25 * hour);
    expect(cut.rules).toHaveLength(2);
    expect(heldWithin({ timeZone: zone }, october)).toEqual({
      counted: { from: october.from, to: october.to },
      rules: [],
    });
    expect(heldWithin({ validTo: '2026-10-01', timeZone: zone }, october)).toBeNull();
  });
});

describe('what was announced of a planned outage', () => {
  const [from, to] = [at('20T01:00:00'), at('20T02:00:00')];
  const line = (when: string, more: Partial<Outage>) => ({
    at: at(when),
    content: JSON.stringify(outageOf(from, to, more)),
  });

  it('is when it became planned, and the end that was known before it began', () => {
    const planned = { kind: 'planned' } as const;
    const lines = [
      line('01T00:00:00', { kind: 'unplanned' }),
      line('05T00:00:00', planned),
      line('21T00:00:00', { ...planned, corrected: { from, to: to + hour } }),
    ];
    expect(announcementOf(lines)).toEqual({ at: at('05T00:00:00'), end: to });
    expect(announcementOf([...lines, line('22T00:00:00', { kind: 'unplanned' })])).toBeNull();
    expect(announcementOf([line('25T00:00:00', planned)])).toEqual({ at: at('25T00:00:00'), end: null });
  });
});

describe('a share of what was counted', () => {
  const totals: PeriodTotals = { ...counted, subject, good: 900, valid: 1_000, currency: null, measuredMinutes: 300 };
  const ask = (unmeasuredMinutes: number, unknown: 'bound' | 'up' | 'down' = 'bound') =>
    countedShare({ counting: 'requests', totals, unknown, unmeasured: [{ from: 0, to: unmeasuredMinutes * minute }] })!;

  it('is exact where all was measured, and a bound where it was not', () => {
    expect(ask(0)).toMatchObject({
      low: { numerator: 9, denominator: 10 },
      high: { numerator: 9, denominator: 10 },
      part: '900',
      whole: '1000',
    });
    // a quarter of the time unknown: 0.9 · 0.75, and a quarter more
    expect([ask(100).low.text, ask(100).high.text]).toEqual(['0.675000', '0.925000']);
    expect([ask(100, 'up').low.text, ask(100, 'down').high.text]).toEqual(['0.925000', '0.675000']);
  });

  it('is none where nothing was counted, and not more than all', () => {
    expect(countedShare({ counting: 'users', totals, unknown: 'bound', unmeasured: [] })).toBeNull();
    expect(countedShare({ counting: 'value', totals: null, unknown: 'bound', unmeasured: [] })).toBeNull();
    const rich = { ...totals, deliveredMinor: 120, expectedMinor: 100, currency: 'PLN' };
    expect(countedShare({ counting: 'value', totals: rich, unknown: 'bound', unmeasured: [] })!.low.text).toBe(
      '1.000000',
    );
  });
});

describe('booked revenue', () => {
  const row = (text: string, deliveredMinor: number): HourRow => ({
    ...counted,
    subject,
    at: at(text),
    measured: 0n,
    deliveredMinor,
    currency: 'PLN',
  });

  it('stands beside the hours of its day in the zone, and the gap is over days that have both', () => {
    const booked = [
      { day: '2026-10-25', currency: 'PLN', amountMinor: 1_000 },
      { day: '2026-10-27', currency: 'PLN', amountMinor: 70 },
    ];
    // 22:00 UTC is midnight in summer, 23:00 after the clock was turned on that day
    const hours = [row('24T21:00:00', 1), row('24T22:00:00', 400), row('25T22:00:00', 550), row('25T23:00:00', 2)];
    const [found] = reconciliations({ product: 'pay', booked, hours, period: october, timeZone: 'Europe/Warsaw' });
    expect(found).toMatchObject({ bookedMinor: 1_070, countedMinor: 950, gap: -0.05 });
    expect(found!.days).toEqual([
      { day: '2026-10-25', bookedMinor: 1_000, countedMinor: 950 },
      { day: '2026-10-27', bookedMinor: 70, countedMinor: null },
    ]);
    expect(gapWords([found!])[0]).toBe(
      'Money of pay in PLN: Waga counted 5.00 % less than was booked (days with both: 1); every money figure here carries that gap.',
    );
  });
});

describe('vendors and components', () => {
  const own = outageOf(at('03T09:00:00'), at('03T10:00:00'));
  const theirs = outageOf(at('05T09:00:00'), at('05T09:20:00'), { fault: 'vendor', vendor: 'psp' });
  const window = outageOf(at('07T01:00:00'), at('07T03:00:00'), {
    kind: 'planned',
    fault: 'vendor',
    vendor: 'psp',
    excluded: { fromProcess: true, fromGlobal: true },
  });

  it('have a card with their part of all down-time and how their windows went', () => {
    const cards = vendorCards({
      subjects: [
        { outages: [own, theirs, window], rowsOf: (of) => rowsOf(of, [], { scope: 'process', until: october.to }) },
      ],
      ...{
        downSeconds: 4_800,
        period: october,
        policy: usualPolicy,
        displayName: (name: string) => name.toUpperCase(),
      },
      announced: new Map([[window.id, { at: 0, end: at('07T02:00:00') }]]),
    });
    expect(cards).toEqual([
      {
        vendor: 'psp',
        displayName: 'PSP',
        outages: 1,
        downSeconds: 1_200,
        shareOfDown: fractionOf(1n, 4n),
        money: null,
        plannedWindows: { kept: 0, overrun: 1 },
      },
    ]);
  });

  it('explain the gap to what the components would make of the process', () => {
    const below = [
      outageOf(at('03T09:05:00'), at('03T09:10:00'), { subject: { kind: 'component', name: 'ledger-db' } }),
    ];
    const { gap, why } = compositeGap({
      expected: 0.999,
      measured: fractionOf(99n, 100n),
      outages: [own, theirs],
      below,
      period: october,
    });
    expect(gap).toBeCloseTo(-0.009, 9);
    expect(why).toContain('component ledger-db: 60 min in 1 outage; vendor psp: 20 min in 1 outage');
    expect(why).toContain('0.900 percentage points less');
  });
});
