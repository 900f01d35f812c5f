import { describe, expect, it } from 'vitest';
import { switches as newSwitches } from './switches.ts';
import { vendorPage } from './vendor-page.ts';

const start = Date.parse('2026-11-20T10:00:00Z');
const minute = 60_000;

describe('the page of the vendor', () => {
  it('tells of its trouble a while after it began, and when it is over', () => {
    const switches = newSwitches();
    const page = vendorPage(switches);
    const read = (path: string, at: number) => JSON.parse(page.answer(`/api/v2/${path}.json`, at)!.body);
    switches.set('vendor-down', true, start);
    expect(read('incidents', start + minute).incidents).toEqual([]);
    const [told] = read('incidents', start + 2 * minute).incidents;
    expect(told).toMatchObject({ status: 'investigating', started_at: '2026-11-20T10:00:00.000Z', resolved_at: null });
    expect(read('summary', start + 2 * minute).status.indicator).toBe('major');
    switches.set('vendor-down', false, start + 9 * minute);
    const [over] = read('incidents', start + 9 * minute).incidents;
    expect(over).toMatchObject({ id: told.id, status: 'resolved', resolved_at: '2026-11-20T10:09:00.000Z' });
    expect(read('status', start + 9 * minute).status.indicator).toBe('none');
  });

  it('announces work four days ahead in a calendar', () => {
    const answered = vendorPage(newSwitches()).answer('/maintenance.ics', start)!;
    expect(answered.type).toContain('text/calendar');
    expect(answered.body).toContain('DTSTART:20261124T010000Z');
    expect(vendorPage(newSwitches()).answer('/elsewhere', start)).toBeNull();
  });
});
