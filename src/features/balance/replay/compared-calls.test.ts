import { describe, expect, it } from 'vitest';
import type { ReplayCall } from '../replay-contract.ts';
import { comparedCalls } from './compared-calls.ts';
import { isNight } from './shown-calls.ts';

const call = (at: string, more: Partial<ReplayCall> = {}): ReplayCall => ({
  ...{
    at: `2026-11-20T${at}:00Z`,
    way: 'page',
    name: 'P1',
    process: 'payment',
    component: null,
    incident: `inc-${at}`,
  },
  ...{ byNight: false, drop: null, says: 'x', ...more },
});

describe('calls of both sides', () => {
  it('that are alike are neither gone nor added', () => {
    expect(comparedCalls([call('10:00')], [call('10:00')])).toEqual({ gone: [], added: [], moved: [] });
  });

  it('are moved where the same thing is called for at another time, in another way or class', () => {
    const later = call('10:20');
    const milder = call('15:00', { way: 'ticket', name: 'P3', incident: 'inc-15:00' });
    const { gone, added, moved } = comparedCalls([call('10:00'), call('15:00')], [later, milder]);
    expect([gone, added]).toEqual([[], []]);
    expect(moved.map(({ after }) => after)).toEqual([later, milder]);
  });

  it('are gone and added where they are far apart, or about something else', () => {
    const other = call('10:00', { process: 'cashback' });
    const far = call('18:00');
    const { gone, added, moved } = comparedCalls([call('10:00')], [other, far]);
    expect([gone, moved]).toEqual([[call('10:00')], []]);
    expect(added).toEqual([other, far]);
  });

  it('are matched once each, the alike ones first', () => {
    const { gone, moved } = comparedCalls([call('10:00'), call('10:30')], [call('10:30')]);
    expect(moved).toEqual([]);
    expect(gone).toEqual([call('10:00')]);
  });
});

it('is night between 22:00 and 06:00 on the wall clock there', () => {
  const at = (text: string) => Date.parse(`2026-07-01T${text}Z`);
  expect(['19:59', '20:00', '03:59', '04:00'].map((one) => isNight('Europe/Warsaw', at(one)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
