import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataSet } from '../../../../tests/data-sets.ts';
import { describeWith } from '../../../../tests/needs.ts';
import { day, hour, minute } from '../../../maths/instants.ts';
import type { Document } from '../../catalog/document.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { Statuspage } from '../statuspage.ts';
import { saysNow } from './says-now.ts';
import { type KeptTold, type Told, toldOverrun } from './told.ts';
import { toldAgain } from './told-again.ts';
import { toldByCalendar } from './told-by-calendar.ts';
import { mostTold, toldByPage } from './told-by-page.ts';
import { toldWindows, touchedBy, windowName } from './told-windows.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const incident: Told = {
  ...{ id: 'i', kind: 'incident', title: 'Errors', status: 'investigating', impact: 'major', url: null },
  ...{ from: now - hour, to: null, components: [], updates: [], announcedAt: null, endedAt: null },
};
const work: Told = { ...incident, id: 'm', kind: 'maintenance', impact: null, from: now + hour, to: now + 2 * hour };
const page = (body: object) => toldByPage(Statuspage.parse(body));

describe('what is told again', () => {
  it('is announced when it is first read, where they do not say so, and anew when it moves', () => {
    const first = toldAgain([], [work, { ...work, id: 'n', announcedAt: now - day }], now);
    expect(first.put.map(({ announcedAt }) => announcedAt)).toEqual([now, now - day]);
    expect(first).toMatchObject({ drop: [], windows: true });
    const kept = first.put;
    expect(toldAgain(kept, [work, { ...work, id: 'n', announcedAt: now - day }], now + hour / 2)).toEqual({
      ...{ put: [], drop: [], windows: false },
    });
    const moved = toldAgain(kept.slice(0, 1), [{ ...work, to: now + 3 * hour }], now + minute);
    expect(moved.put).toMatchObject([{ to: now + 3 * hour, announcedAt: now + minute }]);
  });

  it('stays as it was announced once it began, and is called off only before', () => {
    const [kept] = toldAgain([], [work], now).put as [Told];
    const later = toldAgain([kept], [{ ...work, to: now + 9 * hour, status: 'in progress' }], now + hour);
    expect(later).toMatchObject({ put: [{ to: now + 2 * hour, status: 'in progress' }], windows: false });
    expect(toldAgain([kept], [], now)).toMatchObject({ put: [], drop: ['m'], windows: true });
    expect(toldAgain([kept], [], now + hour)).toEqual({ put: [], drop: [], windows: false });
  });

  it('is over where it lasted and is told no more, and forgotten after four hundred days', () => {
    expect(toldAgain([incident], [], now)).toMatchObject({ put: [{ to: now, status: 'no longer told' }], drop: [] });
    const old = { ...incident, to: now - 401 * day, from: now - 402 * day };
    expect(toldAgain([old], [], now).drop).toEqual(['i']);
    expect(toldAgain([old], [old], now).drop).toEqual([]);
  });

  it('writes nothing the second time, whatever is told', () => {
    const one = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      kind: fc.constantFrom('incident' as const, 'maintenance' as const),
      from: fc.integer({ min: -5, max: 5 }).map((hours) => now + hours * hour),
      length: fc.integer({ min: 1, max: 5 }),
    });
    const all = fc
      .uniqueArray(one, { selector: ({ id }) => id })
      .map((list) =>
        list.map(({ length, ...rest }): Told => ({ ...incident, ...rest, to: rest.from + length * hour })),
      );
    fc.assert(
      fc.property(all, all, (before, told) => {
        const kept = new Map(toldAgain([], before, now).put.map((item) => [item.id, item]));
        const { put, drop } = toldAgain([...kept.values()], told, now);
        for (const item of put) kept.set(item.id, item);
        for (const id of drop) kept.delete(id);
        expect(toldAgain([...kept.values()], told, now)).toEqual({ put: [], drop: [], windows: false });
      }),
    );
  });
});

describe('a status page', () => {
  it('is read so far and no further, and links nowhere but to the web', () => {
    const one = { id: 'i', name: '', created_at: '2026-11-20T09:00:00Z', url: 'javascript:alert(1)' };
    const many = Array.from({ length: 500 }, (_, nth) => ({ ...one, id: `i${nth}` }));
    expect(page({ incidents: many })).toHaveLength(mostTold);
    const [told] = page({
      incidents: [{ ...one, name: 'x'.repeat(9_000), components: Array(500).fill({ name: 'API' }) }],
    });
    expect([told!.title.length, told!.components.length, told!.url]).toEqual([300, 100, null]);
    expect(
      page({
        incidents: [
          { ...one, id: 'i'.repeat(999) },
          { id: 'no time', name: 'x' },
        ],
      }),
    ).toEqual([]);
  });

  it('plans what it says when, and not what is done or called off before its time', () => {
    const window = { ...{ id: 'm', name: 'Disks', scheduled_for: '2026-11-21T01:00:00Z', status: 'scheduled' } };
    const until = { scheduled_until: '2026-11-21T02:00:00Z' };
    const planned = (more: object) => page({ scheduled_maintenances: [{ ...window, ...more }] });
    expect(planned(until)).toMatchObject([{ kind: 'maintenance', status: 'scheduled', endedAt: null }]);
    expect(planned({})).toEqual([]);
    expect(planned({ scheduled_until: '2026-11-21T00:00:00Z' })).toEqual([]);
    expect(planned({ ...until, status: 'completed', resolved_at: '2026-11-20T12:00:00Z' })).toEqual([]);
    const [over] = planned({ ...until, status: 'completed', resolved_at: '2026-11-21T02:20:00Z' });
    expect(toldOverrun(over!, now)).toBe(20 * minute);
    const [lasts] = planned({ ...until, status: 'in_progress' });
    expect(toldOverrun(lasts!, Date.parse('2026-11-21T02:05:00Z'))).toBe(5 * minute);
    expect(page({ incidents: [{ ...window, ...until, impact: 'maintenance' }] })).toEqual([]);
  });

  it('says how it is now, naming what is used of it', () => {
    const summary = (...components: object[]) => ({ status: { description: 'Minor Service Outage' }, components });
    const down = { id: 'c1', name: 'API', status: 'partial_outage' };
    expect(saysNow(summary(down, { name: 'Site', status: 'operational' }), [])).toBe(
      'Minor Service Outage (API: partial outage)',
    );
    expect(saysNow(summary(down), ['c1'])).toContain('API');
    expect(saysNow(summary(down), ['Payouts'])).toBe('Minor Service Outage');
    expect(saysNow({ nothing: true }, [])).toBeNull();
  });
});

describe('a calendar of planned work', () => {
  const ics = (...lines: string[]) =>
    [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:u',
      'DTSTART:20261121T010000Z',
      'DTEND:20261121T020000Z',
      ...lines,
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n');
  const period = { from: now - 31 * day, to: now + 92 * day };

  it('is one window for each time that it comes, and refused where it is none or endless', () => {
    expect(toldByCalendar(ics('RRULE:FREQ=WEEKLY;COUNT=3'), period, null)).toHaveLength(3);
    expect(toldByCalendar(ics(), period, null)).toMatchObject([{ title: 'Planned work', kind: 'maintenance' }]);
    expect(() => toldByCalendar(ics('RRULE:FREQ=SECONDLY'), period, null)).toThrow('more often than daily');
    expect(() => toldByCalendar('<html>', period, null)).toThrow('iCalendar');
  });
});

describe('windows of what is told', () => {
  const vendor = (statusPage?: object): Document<VendorSpec> => ({
    ...{ apiVersion: 'waga/v1', kind: 'Vendor', metadata: { name: 'payfast' }, at: { file: 'v', line: 1, column: 1 } },
    spec: {
      components: ['psp', 'wallet'],
      contacts: [],
      silenceMinutes: [15, 30],
      ...(statusPage ? { statusPage } : {}),
    } as never,
  });
  const kept: KeptTold = { ...work, announcedAt: now, vendor: 'payfast', what: 'status-page' };

  it('are none where the vendor is read there no more, or a document of that name stands in a file', () => {
    const read = vendor({ url: 'https://x.example', mute: false });
    const [window] = toldWindows([read], [kept]);
    expect(window).toMatchObject({ metadata: { displayName: 'Errors' }, spec: { vendor: 'payfast', mute: false } });
    expect(window!.metadata.name).toBe(windowName(kept));
    expect(toldWindows([vendor()], [kept])).toEqual([]);
    expect(toldWindows([read, window!], [kept])).toEqual([]);
    expect(
      toldWindows(
        [read],
        [
          { ...kept, to: now + 40 * day },
          { ...kept, kind: 'incident' },
        ],
      ),
    ).toEqual([]);
  });

  it('touch what is mapped, by name or id, and else all that comes from them', () => {
    const { spec } = vendor({ components: { API: 'psp', c2: 'wallet' } });
    const of = (...components: { id: string | null; name: string }[]) => touchedBy(spec, { components });
    expect(of({ id: null, name: 'API' })).toEqual(['psp']);
    expect(of({ id: 'c2', name: 'Whatever' })).toEqual(['wallet']);
    expect(of({ id: null, name: 'toString' })).toEqual([]);
    expect(of()).toEqual(['psp', 'wallet']);
    expect(touchedBy(vendor({}).spec, { components: [{ id: null, name: 'Any' }] })).toEqual(['psp', 'wallet']);
  });
});

describeWith('data:github-statuses', 'a real status page of three years', () => {
  interface Line {
    id: string;
    title: string;
    url: string;
    impact: string;
    started_at: string;
    resolved_at: string | null;
    components?: string[];
    updates: { at: string; status: string; message: string }[];
  }
  const lines = () =>
    readFileSync(`${dataSet('github-statuses')}/incidents.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);

  it('is told incident by incident, with their ends and last words', () => {
    const all = lines().filter(({ impact }) => impact !== 'maintenance');
    expect(all.length).toBeGreaterThan(200);
    for (let first = 0; first < all.length; first += 50) {
      const part = all.slice(first, first + 50);
      const incidents = part.map(({ id, title, url, impact, started_at, resolved_at, components = [], updates }) => ({
        ...{ id, name: title, url, impact, started_at, resolved_at, status: updates.at(-1)?.status },
        components: components.map((name) => ({ name })),
        incident_updates: updates.map(({ at, status, message }) => ({ status, body: message, created_at: at })),
      }));
      const told = new Map(page({ incidents }).map((one) => [one.id, one]));
      for (const line of part) {
        expect(told.get(line.id)).toMatchObject({
          ...{ title: line.title.trim(), from: Date.parse(line.started_at), url: line.url, impact: line.impact },
          to: line.resolved_at === null ? null : Date.parse(line.resolved_at),
        });
      }
    }
  });
});
