import { describe, expect, it } from 'vitest';
import type { Estimate } from '../../maths/estimate.ts';
import { minute, toRfc3339 } from '../../maths/instants.ts';
import type { Drop } from '../impact/contract.ts';
import { blankOutage } from '../outages/new-outage.ts';
import type { Outage } from '../outages/outage.ts';
import type { KeptIncident } from './kept-incident.ts';
import { shownBefore } from './like-before.ts';
import { pastOnes } from './past-ones.ts';
import { noResponse } from './response.ts';
import { similarTo } from './similar.ts';

const onset = Date.parse('2026-11-02T10:00:00Z');
const estimate = (value: number, unit: string): Estimate => ({
  ...{ value, low: value, high: value, unit, level: 0.9, method: 'test', basis: {}, grade: 'observed' },
  ...{ version: 'test-1', completeness: 1 },
});
const drop: Drop = {
  ...{ id: 'd-1', process: 'payment', onset: toRfc3339(onset), detectedAt: toRfc3339(onset + minute), class: 'P1' },
  ...{ endedAt: toRfc3339(onset + 20 * minute), level: 'critical', impactShare: estimate(0.45, 'share') },
  ...{ lost: estimate(300, 'events'), money: estimate(900_000, 'PLN-minor') },
};
const similar = { past: pastOnes([drop], [], undefined)[0]!, minutes: 20, why: 'P1, 45 % missing' };
const kept: KeptIncident = {
  incident: {
    ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: 'critical', days: ['workday'], state: 'reported' },
    ...{ class: 'P1', side: null, onset, detectedAt: onset, endedAt: onset + 20 * minute, drops: ['d-0', 'd-1'] },
    ...{ root: null, partOf: null },
    transitions: [
      { at: onset, from: null, to: 'open', reason: 'found', by: null },
      { at: onset, from: 'open', to: 'mitigated', reason: 'costs less', by: null },
    ],
  },
  response: noResponse,
  version: 1,
};
const outage = (more: Partial<Outage>): Outage => ({
  ...{ ...blankOutage, id: 'o-1', subject: { kind: 'process', name: 'payment' }, kind: 'unplanned', share: '0.4' },
  ...{ dueAt: 0, detected: { from: onset, to: onset + 20 * minute }, cause: 'The vendor was down.', state: 'reported' },
  ...more,
});
const shown = (more: Partial<Parameters<typeof shownBefore>[1]> = {}) =>
  shownBefore(similar, { incidents: [kept], outages: [], isShown: true, ...more });

describe('a past outage like the present one', () => {
  it('leads to the incident that its drop is of, and to the outage that this drafted, with cause and cost', () => {
    const loss = {
      ...{ lost: null, gross: estimate(880_000, 'PLN-minor'), recovered: estimate(80_000, 'PLN-minor') },
      ...{ net: estimate(800_000, 'PLN-minor'), preliminary: false, until: null, customers: null },
    };
    const other = outage({ id: 'o-2', cause: 'Another.' });
    expect(shown({ outages: [other, outage({ incident: 'inc-1', loss })] })).toMatchObject({
      ...{ id: 'd-1', minutes: 20, incident: 'inc-1', outage: { id: 'o-1', state: 'reported' } },
      ...{ cause: 'The vendor was down.', helped: null, share: { value: 0.45 } },
      ...{ gross: { value: 880_000 }, recovered: { value: 80_000 }, net: { value: 800_000 } },
    });
  });

  it('leads to what others told of the same time where no incident drafted it, not to what was none', () => {
    const before = outage({ id: 'short', detected: { from: onset - 60 * minute, to: onset + 2 * minute } });
    const found = shown({ incidents: [], outages: [before, outage({ id: 'long' })] });
    expect(found).toMatchObject({ incident: null, outage: { id: 'long' }, gross: { value: 900_000 } });
    const none = [outage({ state: 'removed' }), outage({ kind: 'planned' }), outage({ kind: 'false-positive' })];
    expect(shown({ outages: none })).toMatchObject({ outage: null, cause: null });
  });

  it('says what somebody said that it helped, else what they noted when they acted', () => {
    const note = (step: 'act' | 'verify', text: string) => ({ step, at: onset, by: 'Anna', note: text });
    const steps = [
      note('act', 'Banner up'),
      note('act', 'Moved to the other vendor'),
      note('act', ''),
      note('verify', 'ok'),
    ];
    const acted = { ...kept, response: { ...noResponse, steps } };
    expect(shown({ incidents: [acted] }).helped).toEqual({ what: 'Moved to the other vendor', by: 'Anna' });
    const said = {
      at: onset,
      from: 'open',
      to: 'mitigated',
      reason: 'The second vendor carries it.',
      by: 'Piotr',
    } as const;
    const incident = { ...acted.incident, transitions: [...kept.incident.transitions, said] };
    expect(shown({ incidents: [{ ...acted, incident }] }).helped).toEqual({
      what: 'The second vendor carries it.',
      by: 'Piotr',
    });
  });

  it('has no amount where money is not shown', () => {
    expect(shown({ isShown: false })).toMatchObject({
      gross: null,
      recovered: null,
      net: null,
      share: { value: 0.45 },
    });
  });
});

describe('the past of a process', () => {
  const day = 24 * 60 * minute;
  const told = (id: string, days: number, share: string, more: Partial<Outage> = {}): Outage => {
    const from = onset - days * day;
    return outage({ id, share, detected: { from, to: from + 30 * minute }, ...more });
  };
  const thresholds = { partial: '0.20', total: '0.40' };

  it('has what only the ledger knows beside the drops, with the class of its share, and nothing twice', () => {
    const ledger = [
      told('same', 0, '0.45'),
      told('total', 9, '0.40'),
      told('partial', 17, '0.399'),
      told('little', 24, '0.1'),
      told('removed', 30, '1', { state: 'removed' }),
      told('planned', 31, '1', { kind: 'planned' }),
      told('lasts', 32, '1', { detected: { from: onset - 32 * day, to: null } }),
    ];
    const past = pastOnes([drop], ledger, thresholds);
    expect(past.map((one) => [one.id, one.class])).toEqual([
      ['d-1', 'P1'],
      ['total', 'P1'],
      ['partial', 'P2'],
      ['little', null],
    ]);
    const present = { id: 'now', class: 'P2', impactShare: { value: 0.42 } } as const;
    expect(similarTo(present, past).map((one) => [one.past.id, one.minutes, one.why])).toEqual([
      ['partial', 30, 'P2, 40 % missing'],
      ['total', 30, 'P1, 40 % missing'],
      ['d-1', 20, 'P1, 45 % missing'],
    ]);
  });

  it('leads from what only the ledger knows to its outage', () => {
    const [, total] = pastOnes([drop], [told('total', 9, '0.40')], thresholds);
    const known = { incidents: [], outages: [told('total', 9, '0.40')], isShown: true };
    expect(shownBefore({ past: total!, minutes: 30, why: 'P1, 40 % missing' }, known)).toMatchObject({
      ...{ id: 'total', class: 'P1', incident: null, outage: { id: 'total', state: 'reported' } },
      ...{ gross: null, cause: 'The vendor was down.' },
    });
  });
});
