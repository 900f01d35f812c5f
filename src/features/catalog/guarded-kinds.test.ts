import { describe, expect, it } from 'vitest';
import { differenceOf } from './difference.ts';
import type { Document } from './document.ts';
import { guardedChanges } from './guarded-kinds.ts';

const at = { file: 'c.yaml', line: 1, column: 1 };
const document = (kind: string, spec: object): Document => ({
  ...{ apiVersion: 'waga/v1', kind, metadata: { name: 'one' }, spec, at },
});
const vendor = (more: object = {}, contact: object = {}) =>
  document('Vendor', { components: [], contacts: [{ name: 'Desk', phone: '+48 22 1', ...contact }], ...more });
const rotation = (...layers: object[]) => document('Rotation', { layers });
const guarded = (before: Document[], after: Document[]) =>
  guardedChanges(differenceOf(before, after), before, after).map(({ change, kind }) => `${change} ${kind}`);

describe('what needs apply-guarded', () => {
  it('is any change of a guarded kind, and no change of another', () => {
    const channel = document('Channel', { type: 'webhook' });
    expect(guarded([], [channel, document('Component', {})])).toEqual(['added Channel']);
    expect(guarded([channel], [])).toEqual(['removed Channel']);
    expect(guarded([channel], [channel])).toEqual([]);
  });

  it('is a vendor where the server begins, changes or ends to reach out, and not where only people read it', () => {
    const page = { statusPage: { url: 'https://status.example.com' } };
    expect(guarded([], [vendor()])).toEqual([]);
    expect(guarded([], [vendor(page)])).toEqual(['added Vendor']);
    expect(guarded([vendor(page)], [vendor({ statusPage: { url: 'https://status.example.net' } })])).toEqual([
      'changed Vendor',
    ]);
    expect(guarded([vendor(page)], [vendor({ ...page, owner: 'user:anna' })])).toEqual([]);
    expect(guarded([vendor()], [vendor({ calendar: { url: 'https://example.com/a.ics' } })])).toEqual([
      'changed Vendor',
    ]);
    expect(guarded([vendor()], [vendor({}, { channel: 'desk' })])).toEqual(['changed Vendor']);
    expect(guarded([vendor({}, { channel: 'desk' })], [vendor({}, { channel: 'all-hands' })])).toEqual([
      'changed Vendor',
    ]);
  });

  it('is a rotation that is read from a calendar, and not one of people', () => {
    const people = { name: 'week', people: ['user:anna'] };
    const read = { name: 'feed', calendar: { url: 'https://example.com/duty.ics' } };
    expect(guarded([], [rotation(people)])).toEqual([]);
    expect(guarded([], [rotation(people, read)])).toEqual(['added Rotation']);
    expect(guarded([rotation(read)], [rotation(read, people)])).toEqual([]);
  });
});
