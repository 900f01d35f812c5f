import { expect, it } from 'vitest';
import { ledgerFixture } from '../../fixtures/ledger.ts';
import { rowShown } from '../../fixtures/ledger-shown.ts';
import { valueText } from './change-words.ts';
import { correctionOfFacts, factsOf, factVersions, wrongFacts } from './facts-draft.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const [extreme] = ledgerFixture('extreme', now);
const inForce = factsOf(rowShown(extreme!, now, false));

it('sends only what was changed, and nothing that cannot be read', () => {
  expect(correctionOfFacts({ ...inForce, vendor: ' ', percent: '12,5 %' }, inForce)).toEqual({
    vendor: null,
    share: '0.125',
  });
  expect(wrongFacts({ ...inForce, percent: '120' }, inForce)).toHaveProperty('share');
  expect(wrongFacts(inForce, inForce)).toEqual({});
});

it('sets each field that anybody changed side by side', () => {
  const versions = factVersions(inForce, { ...inForce, fault: 'own' }, { ...inForce, percent: '50' });
  expect(versions).toEqual([
    { field: 'Fault', saw: 'Both', now: 'Own', yours: 'Both' },
    { field: 'Share that failed', saw: '12.3456789%', now: '12.3456789%', yours: '50%' },
  ]);
});

it('shows the times of a change on the clocks of the zone', () => {
  expect(valueText('2026-11-03T09:02:00Z', 'Europe/Warsaw')).toBe('3 Nov 2026, 10:02:00');
  expect(valueText('', 'UTC')).toBe('nothing');
});
