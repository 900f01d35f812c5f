import { describe, expect, it } from 'vitest';
import type { ReviewText } from '../../../src/features/reviews/review-contract.ts';
import { changedFields, fieldText, merge, readDraft } from './review-draft.ts';

const saw: ReviewText = {
  ...{ title: 'Payments stood', summary: 'First.', causes: ['A full disk'], helped: [], hindered: [] },
  actions: [{ what: 'Alert on disks', owner: 'user:anna', due: '2026-12-01', doneAt: null }],
};

describe('what somebody else saved meanwhile', () => {
  it('is taken where I changed nothing, and nothing of mine is lost', () => {
    const now = { ...saw, summary: 'Theirs.' };
    const mine = { ...saw, causes: ['A full disk', 'No alert'] };
    expect(merge(saw, now, mine)).toEqual({ text: { ...mine, summary: 'Theirs.' }, clashes: [] });
  });

  it('is a clash only where both wrote something different', () => {
    const mine = { ...saw, summary: 'Mine.', title: 'Payments stopped' };
    expect(merge(saw, { ...saw, summary: 'Theirs.' }, mine)).toMatchObject({ text: mine, clashes: ['summary'] });
    expect(merge(saw, mine, mine).clashes).toEqual([]);
    expect(changedFields(saw, mine)).toEqual(['title', 'summary']);
  });

  it('is shown as text', () => {
    expect(fieldText(saw, 'actions')).toBe('• Alert on disks (user:anna, 2026-12-01)');
    expect(fieldText(saw, 'helped')).toBe('(none)');
  });
});

describe('what is sent', () => {
  it('leaves out empty lines, and takes a bare name for a person', () => {
    const action = { what: 'Mend it', owner: ' piotr ', due: '2026-12-01', doneAt: null };
    const read = readDraft({ ...saw, causes: [' A full disk ', ''], actions: [action] });
    expect(read).toEqual({ body: { ...saw, actions: [{ ...action, owner: 'user:piotr' }] } });
  });

  it('is refused with words at the field', () => {
    const read = readDraft({ ...saw, title: '', actions: [{ what: 'x', owner: '', due: '', doneAt: null }] });
    expect(read).toEqual({
      errors: {
        ...{ title: 'Say it in a few words.', 'actions.0.what': 'Say it in a few words.' },
        'actions.0.owner': 'Expected a name such as anna, or group:payments.',
        'actions.0.due': 'Give a day.',
      },
    });
  });
});
