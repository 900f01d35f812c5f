import { expect, it } from 'vitest';
import { incidentFixture } from '../../fixtures/incidents.ts';
import { processPageFixture } from '../../fixtures/things.ts';
import { impactOf, type Thresholds, thresholdsOn } from './impact-shown.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const payment = processPageFixture('losing', now, 'payment')!;

it('takes the thresholds of the strongest kind of day, else the usual ones', () => {
  const pair = (on: Thresholds['on'], partial: string): Thresholds => ({ on, partial, total: '0.5' });
  const known = [pair(null, '0.20'), pair('weekend', '0.30'), pair('campaign', '0.10')];
  expect(thresholdsOn(known, ['workday'])?.partial).toBe('0.20');
  expect(thresholdsOn(known, ['weekend'])?.partial).toBe('0.30');
  expect(thresholdsOn(known, ['weekend', 'campaign'])?.partial).toBe('0.10');
  expect(thresholdsOn([], ['weekend'])).toBeUndefined();
});

it('shows what is missing now while its drop lasts, else what was at its worst, else nothing', () => {
  expect(impactOf(incidentFixture('woken', now), payment)).toEqual({ impact: payment.impact, isNow: true });
  const past = impactOf(incidentFixture('recovered', now), payment)!;
  expect(past.isNow).toBe(false);
  expect(past.impact.impactShare?.value).toBeCloseTo(0.7);
  expect(past.impact.lossPerHour).toBeNull();
  expect(impactOf({ kind: 'loss', drops: ['of last year'] }, payment)).toBeNull();
});

it('claims no share of what nobody sees', () => {
  expect(impactOf({ kind: 'blind', drops: ['payment-now'] }, payment)).toBeNull();
});
