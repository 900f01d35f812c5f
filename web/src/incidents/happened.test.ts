import { expect, it } from 'vitest';
import { incidentFixture } from '../../fixtures/incidents.ts';
import { happened } from './happened.ts';

const now = Date.parse('2026-11-20T10:15:00Z');

it('tells states, calls, who has it and steps in one order, newest first, each with who did it', () => {
  expect(happened(incidentFixture('had', now)).map(({ what, by }) => `${what}: ${by ?? 'Waga'}`)).toEqual([
    'Step: Weigh the impact: Anna Nowak',
    'Step: Look at the business: Anna Nowak',
    'Acknowledged: Anna Nowak',
    'anna was called: Waga',
    'Open: Waga',
    'Suspected: Waga',
  ]);
});

it('says nothing of a call that was not made', () => {
  expect(happened(incidentFixture('suspected', now)).map(({ what }) => what)).toEqual(['Suspected']);
});
