import { describe, expect, it } from 'vitest';
import type { Failure } from '../model/failures.ts';
import { businessHistory, type Column } from './business.ts';
import { businessHeader, businessLines, technicalHeader, technicalLines } from './csv.ts';
import { technicalHistory } from './technical.ts';

const minute = 60_000;
const from = Date.parse('2026-11-16T18:00:00Z');
const past = (first: number, last: number, seed = 9) => ({
  seed,
  from: from + first * minute,
  to: from + last * minute,
  incidents: [{ failure: 'vendor-down' as Failure, from: from + 60 * minute, to: from + 75 * minute }],
  campaigns: [],
});

function counts(columns: readonly Column[], step: string, outcome = 'ok'): number[] {
  return [...columns.find((column) => column.step === step && column.outcome === outcome)!.counts];
}
const sum = (numbers: readonly number[]) => numbers.reduce((total, n) => total + n, 0);

describe('the business history', () => {
  const whole = businessHistory(past(0, 120));

  it('is the same for the same seed and another for another', () => {
    expect(businessHistory(past(0, 120))).toEqual(whole);
    expect(counts(businessHistory(past(0, 120, 10)), 'completed')).not.toEqual(counts(whole, 'completed'));
  });

  it('joins without a seam: two parts are the whole', () => {
    const parts = [businessHistory(past(0, 50)), businessHistory(past(50, 120))];
    for (const step of ['started', 'authorised', 'granted', 'submitted']) {
      expect(parts.flatMap((part) => counts(part, step))).toEqual(counts(whole, step));
    }
  });

  it('shows the past incident and customers who come back after it', () => {
    const completed = counts(whole, 'completed');
    const usual = sum(completed.slice(20, 50)) / 30;
    expect(sum(completed.slice(61, 75)) / 14).toBeLessThan(0.55 * usual);
    expect(sum(completed.slice(77, 110)) / 33).toBeGreaterThan(usual);
  });

  it('is written with a line for every minute and event that came, money as decimal text', () => {
    const lines = (businessHeader + businessLines(whole, from, 0, 120)).trimEnd().split('\n');
    expect(lines[0]).toBe('time,process,step,count,amount,currency,outcome');
    const total = lines
      .slice(1)
      .map((line) => line.split(','))
      .filter(([, process, step]) => process === 'payment' && step === 'completed')
      .reduce((minor, [, , , , amount]) => minor + Math.round(Number(amount) * 100), 0);
    expect(total).toBe(
      sum([...whole.find(({ process, step }) => process === 'payment' && step === 'completed')!.minor]),
    );
    expect(lines[1]).toMatch(/^2026-11-16T18:00:00.000Z,payment,\w+,\d+,/);
  });
});

describe('the technical history', () => {
  const rows = technicalHistory(9, from, from + 30 * minute, []);
  const requests = (service: string) =>
    sum(
      rows
        .filter(({ labels, metric }) => labels['service.name'] === service && metric.startsWith('http.server'))
        .map(({ count }) => count),
    );

  it('has every request behind the gateway also at the gateway', () => {
    const behind = ['catalogue', 'basket', 'checkout', 'payment-api', 'onboarding'].map(requests);
    expect(requests('gateway')).toBe(sum(behind));
    expect(requests('payment-api')).toBeGreaterThan(2_000);
  });

  it('fits the business history of the same minutes: a payment started is a request to the payment service', () => {
    const started = counts(businessHistory({ ...past(0, 30), incidents: [] }), 'started');
    expect(requests('payment-api')).toBe(sum(started));
  });

  it('is written with the header’s columns', () => {
    const columns = technicalHeader.split(',').length;
    for (const line of technicalLines(rows).trimEnd().split('\n')) expect(line.split(',')).toHaveLength(columns);
  });
});
