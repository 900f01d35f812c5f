import { describe, expect, it } from 'vitest';
import { AuditQuery } from '../../../src/features/access/contract.ts';
import { actionText, askedIn, detailRows, filtersOf } from './audit-question.ts';

const now = Date.parse('2026-11-20T10:15:00Z');
const filters = (address: string): string => filtersOf(askedIn(new URLSearchParams(address)), now).toString();

describe('what is asked of the log', () => {
  it('is everything at first', () => expect(filters('')).toBe(''));

  it('is what the address says, as the route takes it', () => {
    const asked = filtersOf(askedIn(new URLSearchParams('text=shop&who=anna&action=token&outcome=refused')), now);
    expect(AuditQuery.parse(Object.fromEntries(asked))).toMatchObject({
      text: 'shop',
      who: 'anna',
      action: 'token',
      outcome: 'refused',
    });
  });

  it('leaves out what it does not know', () => {
    expect(filters('outcome=perhaps&period=century&from=soon&page=4')).toBe('');
  });

  it('begins named periods at a whole hour, which the route takes', () => {
    expect(filters('period=24h')).toBe('from=2026-11-19T10%3A00%3A00Z');
    expect(AuditQuery.safeParse({ from: '2026-11-19T10:00:00Z' }).success).toBe(true);
  });

  it('has both ends of a custom period, or neither', () => {
    expect(filters('period=custom&from=2026-11-01T00:00:00Z')).toBe('');
    expect(filters('period=custom&from=2026-11-01T00:00:00Z&to=2026-11-02T00:00:00Z')).toBe(
      'from=2026-11-01T00%3A00%3A00Z&to=2026-11-02T00%3A00%3A00Z',
    );
  });
});

describe('what an entry says', () => {
  it.each([
    ['catalog.apply', 'Catalog: apply'],
    ['person.sign-out', 'Person: sign out'],
    ['odd', 'odd'],
  ])('%s is %s', (action, text) => expect(actionText(action)).toBe(text));

  it('has a row for each field, nested ones by their path', () => {
    expect(
      detailRows({
        version: 14,
        before: { roles: ['reader', 'editor'], email: null },
        none: {},
        list: [{ a: 1 }],
        empty: [],
      }),
    ).toEqual([
      { name: 'version', value: '14' },
      { name: 'before.roles', value: 'reader, editor' },
      { name: 'before.email', value: 'null' },
      { name: 'none', value: 'none' },
      { name: 'list', value: '[{"a":1}]' },
      { name: 'empty', value: 'none' },
    ]);
  });
});
