import { describe, expect, it } from 'vitest';
import type { ReplayChange } from '../../../src/features/balance/replay-contract.ts';
import { changeOfDraft, draftOf, newDraft } from './change-draft.ts';

const changes: ReplayChange[] = [
  { kind: 'process', name: 'payment', partial: '0.2' },
  { kind: 'process', name: 'payment', partial: '0.075', total: '0.4' },
  { kind: 'measure', name: 'a', atLeast: '0.9995', overMinutes: 60, floor: 20 },
  { kind: 'measure', name: 'a', off: true },
];

describe('a change as it is typed', () => {
  it.each(changes)('comes back as it was: %j', (change) => {
    expect(changeOfDraft(draftOf(change, 1))).toEqual({ change });
  });

  it('says what is wrong, at its field', () => {
    expect(changeOfDraft(newDraft(1))).toEqual({ errors: { name: 'Choose one.' } });
    expect(changeOfDraft({ ...newDraft(1), name: 'a' })).toHaveProperty('errors.atLeast');
    expect(changeOfDraft({ ...newDraft(1), name: 'a', atLeast: '140' })).toHaveProperty('errors.atLeast');
    expect(changeOfDraft({ ...newDraft(1), name: 'a', overMinutes: '1441' })).toHaveProperty('errors.overMinutes');
    expect(changeOfDraft({ ...newDraft(1, 'process'), name: 'a', total: 'x' })).toHaveProperty('errors.total');
  });
});
