import { describe, expect, it } from 'vitest';
import { incidentFixture } from '../../fixtures/incidents.ts';
import { runbooksFixture, runFixture } from '../../fixtures/runbooks.ts';
import { switchFixtures } from '../../fixtures/switches.ts';
import { advisedOf, fittingRunbooks, inOrderOfAdvice, newestRuns, toVerify } from './offers.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const page = incidentFixture('woken', now);
const all = switchFixtures('usual', now).filter(({ process }) => process === 'payment');
const [, , transfers, vouchers, invoices, banner] = all;
const on = { ...invoices!, position: 'on', state: 'verified', may: ['off'] } as const;

describe('what is offered on an incident', () => {
  it('is first the one that the process names for this loss, then the one of the whole process', () => {
    const whole = { ...on, name: 'whole' };
    const part = { ...on, name: 'part', part: { attribute: 'method', value: 'card' } };
    expect(advisedOf(page, [part, whole] as never)?.name).toBe('whole');
    const named = { ...part, offeredFor: ['total'] };
    expect(advisedOf(page, [whole, named] as never)?.name).toBe('part');
    expect(advisedOf({ ...page, class: 'P2' }, [named, { ...whole, offeredFor: ['partial'] }] as never)?.name).toBe(
      'whole',
    );
  });

  it('is a banner where one is advised, and nothing that is done already or may not be done', () => {
    const verdict = { ...page.verdict!, proposed: 'banner' as const };
    const down = { ...banner!, position: 'on' as const, may: ['off' as const] };
    expect(advisedOf({ ...page, verdict }, [...all.slice(0, 5), down])?.name).toBe(banner!.name);
    expect(advisedOf({ ...page, verdict }, all)).toBeNull();
    expect(advisedOf(page, [{ ...on, may: [] }] as never)).toBeNull();
    expect(advisedOf({ ...page, verdict: null }, [on] as never)).toBeNull();
  });

  it('puts what waits for a second person before the rest', () => {
    const order = inOrderOfAdvice({ ...page, verdict: null }, all).map(({ name }) => name);
    expect(order.slice(0, 2)).toEqual([transfers!.name, vouchers!.name]);
  });

  it('verifies what was switched, not what is only asked for', () => {
    expect(toVerify(all).map(({ name }) => name)).toEqual([
      'payment-off',
      'blue-cards',
      'invoices-off',
      'payment-slow',
    ]);
  });

  it('finds the runbooks of its process and of what is in alarm, and the newest run of each', () => {
    const { runbooks } = runbooksFixture('usual', now);
    const alarms = [{ component: 'ledger-db', measure: 'm', mandatedBy: null, startedAt: page.onset, endedAt: null }];
    expect(fittingRunbooks({ ...page, alarms }, runbooks).map(({ name }) => name)).toEqual(['payment-stands', 'drain']);
    expect(fittingRunbooks({ ...page, alarms: [] }, runbooks).map(({ name }) => name)).toEqual(['payment-stands']);
    const old = { ...runFixture('done', now), startedAt: '2026-11-20T01:00:00Z' };
    expect(newestRuns([old, runFixture('asks', now)]).get('payment-stands')?.id).toBe('asks');
  });
});
