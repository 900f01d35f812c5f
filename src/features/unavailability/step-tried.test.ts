import { expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import type { Incident } from './incident.ts';
import type { DropFact } from './incident-facts.ts';
import { seenOutage } from './seen-outage.ts';
import { stepTried, type TriedFact } from './step-tried.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const at = (minutes: number): number => start + minutes * minute;
const drop = (endedAt: number | null = null): DropFact => ({
  ...{
    id: 'shadow-payment-1',
    onset: at(0),
    detectedAt: at(2),
    endedAt,
    class: 'P2',
    presentClass: 'P2',
    bleed: false,
  },
  words: '15 % is missing',
});
const tried = (...drops: DropFact[]): TriedFact => ({
  fact: {
    ...{ process: 'payment', level: 'critical', days: [], drops, side: null, unseenSince: at(-60) },
    root: { component: 'ledger', score: 1, why: 'named' },
  },
  channel: 'side',
  impact: { process: 'payment' } as ProcessImpact,
});
const run = (...ticks: [minutes: number, ...facts: TriedFact[]][]): Incident[] =>
  ticks.reduce<Incident[]>((before, [minutes, ...facts]) => stepTried(before, facts, at(minutes)), []);

it('opens what they would have found as a loss of its own, with no root, no blindness and no outage', () => {
  const incidents = run([3, tried(drop())], [4, tried(drop())]);
  expect(incidents).toMatchObject([
    { id: 'inc-shadow-payment-1', kind: 'loss', state: 'open', class: 'P2', shadow: 'side', root: null },
  ]);
  expect(stepTried(incidents, [tried(drop())], at(4))).toEqual(incidents);
  const known = { catalog: { version: 1, appliedAt: 0, documents: [] }, drops: new Map(), recorded: [], planned: [] };
  expect(seenOutage(incidents[0]!, known as unknown as Parameters<typeof seenOutage>[1])).toBeNull();
});

it('ends with its drop, with the trial, and with what is not found again after a start', () => {
  expect(run([3, tried(drop())], [9, tried(drop(at(8)))])[0]).toMatchObject({ state: 'recovered', endedAt: at(8) });
  const reasonOf = ([incident]: Incident[]) => incident!.transitions.at(-1)!.reason;
  const over = run([3, tried(drop())], [9]);
  expect([over[0]!.endedAt, reasonOf(over)]).toEqual([at(9), 'The thresholds are no longer tried out.']);
  expect(reasonOf(run([3, tried(drop())], [9, tried()]))).toContain('not found again');
});
