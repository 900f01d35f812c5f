import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../../maths/estimate.ts';
import type { IncidentPage } from '../incident-contract.ts';
import { gathered } from './gathered.ts';

const lost: Estimate = {
  ...{ value: 1260, unit: 'events', low: 1100, high: 1400, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
};
const money: Estimate = {
  ...lost,
  unit: 'PLN-minor',
  text: { value: '189000.00', low: '165000.00', high: '210000.00' },
};
const page = {
  ...{ id: 'inc-1', kind: 'loss', process: 'payment', processName: 'Payment', level: 'critical', state: 'open' },
  ...{ class: 'P1', onset: '2026-11-22T02:00:00Z', side: 'supply', lost, money, parts: [], moneyHidden: false },
  root: { component: 'ledger-db', score: 0.9, why: 'Its queue filled first.' },
  alarms: [
    { component: 'ledger-db', measure: 'p99', mandatedBy: null, startedAt: '2026-11-22T01:59:00Z', endedAt: null },
  ],
  similar: [
    {
      ...{
        id: 'o',
        onset: '2026-10-01T02:00:00Z',
        minutes: 12,
        class: 'P1',
        why: 'As large.',
        gross: money,
        net: money,
      },
      ...{ cause: 'disk full', helped: { what: 'room was made', by: 'Anna' } },
    },
  ],
  vendors: [],
  runbooks: [{ kind: 'process', name: 'payment', displayName: 'Payment', url: 'https://wiki.example.com/payment' }],
  route: { name: 'P1' },
} as unknown as IncidentPage;

describe('what is known of an incident', () => {
  const change = { at: '2026-11-22T01:50:00Z', kind: 'deploy', title: 'ledger 2.1', component: 'ledger', by: 'ben' };
  const lines = gathered(page, [change as never]);

  it('is told in words: impact, probable root, alarms, changes, what was like it and what helped then', () => {
    expect(lines).toEqual([
      'P1: Payment, open since 2026-11-22T02:00:00Z, critical.',
      'Lost so far: 1260 (1100 to 1400) events.',
      'As many come as usual; fewer of them arrive.',
      'Probable root: ledger-db. Its queue filled first.',
      'Alarm: p99 of ledger-db since 2026-11-22T01:59:00Z.',
      'Changed before: 2026-11-22T01:50:00Z deploy of ledger: ledger 2.1, by ben',
      'Like it before: 2026-10-01T02:00:00Z, 12 min; P1; As large.; cause: disk full; helped: room was made',
      'To read: Payment, https://wiki.example.com/payment',
    ]);
  });

  it('holds no amount of money, even where the page has some', () => {
    expect(lines.join('\n')).not.toMatch(/PLN|189|165000/);
  });
});
