import { expect, it } from 'vitest';
import { type IncidentKind, incidentFixture } from '../../fixtures/incidents.ts';
import { inOrderOfNeed, mayAct, nameOf, stateOf } from './incident-words.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const of = (kind: IncidentKind) => incidentFixture(kind, now);

it('puts losses first, then what is not seen, then alarms, and parts behind what leads', () => {
  const rows = (['part', 'technical', 'suspected', 'ticket', 'blind', 'woken'] as const).map(of);
  expect(inOrderOfNeed(rows).map(({ id }) => id)).toEqual([
    'woken',
    'ticket',
    'suspected',
    'blind',
    'technical',
    'part',
  ]);
});

it('calls red only what is lost, and gives a class to nothing else', () => {
  expect(stateOf(of('woken')).tone).toBe('loss');
  expect(stateOf(of('blind'))).toMatchObject({ tone: 'unknown', word: 'Cannot be seen' });
  expect(stateOf({ ...of('technical'), shadow: 'trial' })).toMatchObject({ tone: 'calm', word: 'In shadow' });
  expect(stateOf(of('technical'))).toMatchObject({ tone: 'alarm', word: 'In alarm' });
  expect((['woken', 'ticket', 'blind', 'technical', 'suspected'] as const).map((kind) => nameOf(of(kind)))).toEqual([
    'P1',
    'P3',
    null,
    null,
    null,
  ]);
});

it('offers what may be done, the usual way first', () => {
  expect(mayAct(of('recovered'))).toEqual(['report', 'reopen', 'dismiss']);
  expect(mayAct(of('reviewed'))).toEqual([]);
});
