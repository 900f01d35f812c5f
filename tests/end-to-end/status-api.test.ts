import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Statuspage } from '../../src/features/outages/statuspage.ts';
import { openStatus, statusCatalogue } from './status-world.ts';

type World = Awaited<ReturnType<typeof openStatus>>;

describe('the status page over HTTP', () => {
  let world: World;
  let outage: string;
  const first = {
    status: 'investigating',
    title: { en: 'Card payments fail', pl: 'Płatności kartą nie działają' },
    body: { en: 'We look into it. **BLIK works.** <script>alert(1)</script>' },
  };
  const page = async (path = '/status', headers: Record<string, string> = {}) =>
    world.ask('nobody', 'GET', path, undefined, headers);

  beforeAll(async () => {
    world = await openStatus('2026-11-20T10:00:00Z');
  });
  afterAll(() => world.close());

  it('is not there as long as the catalogue holds none', async () => {
    await world.tick();
    const none = await page();
    expect(none.status).toBe(404);
    expect(none.text).toContain('There is no status page here');
    expect(await world.json('summary')).toMatchObject({ code: 'not_found' });
    const place = await world.ask('machine', 'GET', '/api/v1/status-page');
    expect(place.json).toEqual({ published: false, url: '/status' });
  });

  it('shows what the catalogue names, under its names for the public, and nothing else', async () => {
    await world.apply(statusCatalogue);
    await world.tick();
    const { status, headers, text } = await page();
    expect(status).toBe(200);
    expect(text).toContain('All systems operational');
    expect(text).toContain('Card payments');
    expect(text).toContain('Refunds');
    expect(text).not.toMatch(/Internal payment|name: hidden|>hidden|psp-api|PLN/);
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; style-src 'sha256-/);
    expect(headers.get('cache-control')).toBe('public, max-age=30');
    const again = await world.send('nobody', 'GET', '/status', undefined, { 'if-none-match': headers.get('etag')! });
    expect([again.status, await again.text()]).toEqual([304, '']);
    const slash = await fetch((await world.send('nobody', 'GET', '/status/')).url);
    expect(slash.url).toMatch(/\/status$/);
  });

  it('speaks Polish by choice and as the browser asks, and marks what nobody translated', async () => {
    for (const polish of [
      await page('/status?lang=pl'),
      await page('/status', { 'accept-language': 'de, pl;q=0.8' }),
    ]) {
      expect(polish.text).toContain('<html lang="pl">');
      expect(polish.text).toContain('Wszystko działa');
      expect(polish.text).toContain('Płatności kartą');
      expect(polish.text).toContain('<span lang="en">Back to the card</span>');
    }
    expect((await page('/status', { 'accept-language': 'de' })).text).toContain('<html lang="en">');
  });

  it('tells of an outage only what people wrote, and only when they wrote it', async () => {
    const more = { share: '0.6', cause: 'The secret cause', summary: 'The secret summary' };
    outage = await world.outage('process:payment', '2026-11-20T09:30:00Z', null, more);
    await world.tick();
    expect(await world.json('status')).toMatchObject({ status: { indicator: 'none' } });

    expect(await world.tell(outage, { ...first, title: null })).toMatchObject({ status: 400 });
    expect(await world.tell(outage, { ...first, status: 'scheduled' })).toMatchObject({ status: 400 });
    expect(await world.tell(outage, first, 'machine')).toMatchObject({ status: 403 });
    expect(await world.tell('none', first)).toMatchObject({ status: 404 });
    const told = await world.tell(outage, first);
    expect(told).toMatchObject({ status: 201, json: { shown: true, title: { pl: 'Płatności kartą nie działają' } } });
    expect(told.json.posts).toMatchObject([{ by: 'anna', status: 'investigating', body: { pl: null } }]);
    await world.tick();

    const { text } = await page();
    expect(text).toContain('Major outage');
    expect(text).toContain('Card payments fail');
    expect(text).toContain('<strong>BLIK works.</strong> &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text).not.toMatch(/secret|anna/i);
    expect(await world.json('summary')).toMatchObject({
      status: { indicator: 'critical', description: 'Major Service Outage' },
      components: [{ name: 'Card payments', status: 'major_outage' }, { status: 'operational' }, { group: true }],
      incidents: [{ name: 'Card payments fail', status: 'investigating', impact: 'critical' }],
    });
  });

  it('says who told it in the audit log', async () => {
    const { json } = await world.ask('machine', 'GET', '/api/v1/audit?action=outage.tell');
    expect(json.lines ?? json.entries ?? json).toMatchObject([{ subject: `outage ${outage}`, action: 'outage.tell' }]);
  });

  it('ends with the outage, and keeps what was told in history, feeds and data that other readers of status pages take', async () => {
    const etag = (await world.ask('anna', 'GET', `/api/v1/outages/${outage}`)).headers.get('etag')!;
    const ends = { from: '2026-11-20T09:30:00Z', to: '2026-11-20T10:00:00Z' };
    await world.ask('anna', 'PATCH', `/api/v1/outages/${outage}`, { ends }, { 'if-match': etag });
    await world.confirm(outage);
    await world.tell(outage, { status: 'resolved', body: { en: 'It works again.', pl: 'Działa.' } });
    await world.tick();
    expect(await world.json('status')).toMatchObject({ status: { indicator: 'none' } });
    expect(await world.json('incidents/unresolved')).toMatchObject({ incidents: [] });

    const incidents = await world.json('incidents');
    expect(incidents.incidents[0].incident_updates.map(({ status }: { status: string }) => status)).toEqual([
      'resolved',
      'investigating',
    ]);
    expect(Statuspage.parse(incidents).incidents).toHaveLength(1);
    expect((await page('/status/history')).text).toContain('It works again.');
    expect((await page('/status')).text).toContain('Disturbed on 1 day, 30');
    const rss = await page('/status/history.rss?lang=pl');
    expect(rss.headers.get('content-type')).toBe('application/rss+xml; charset=utf-8');
    expect(rss.text).toContain('Rozwiązane: Płatności kartą nie działają');
    expect((await page('/status/history.atom')).text).toMatch(/<feed[\s\S]*Resolved: Card payments fail/);
  });

  it('shows maintenance before, during and after it, told or not', async () => {
    const planned = { kind: 'planned' };
    const id = await world.outage('process:refund', '2026-11-20T11:00:00Z', '2026-11-20T11:30:00Z', planned);
    await world.confirm(id);
    await world.tick();
    expect(await world.json('scheduled-maintenances')).toMatchObject({
      scheduled_maintenances: [{ name: 'Planned maintenance', status: 'scheduled', impact: 'maintenance' }],
    });
    await world.later('2026-11-20T11:10:00Z');
    await world.tick();
    expect(await world.json('summary')).toMatchObject({
      status: { indicator: 'maintenance' },
      scheduled_maintenances: [{ status: 'in_progress' }],
    });
    await world.later('2026-11-20T11:40:00Z');
    await world.tick();
    expect(await world.json('summary')).toMatchObject({ status: { indicator: 'none' }, scheduled_maintenances: [] });
    expect((await page()).text).toContain('maintenance on 1 day');
  });

  it('says nothing of what is not on it: neither of another process nor of a component that customers were not told of', async () => {
    const hidden = await world.outage('process:hidden', '2026-11-20T11:00:00Z', null);
    expect(await world.tell(hidden, first)).toMatchObject({ status: 201, json: { shown: false } });
    await world.confirm(hidden);
    const below = await world.outage('component:psp-api', '2026-11-20T11:00:00Z', null, { share: '0.3' });
    await world.confirm(below);
    await world.tick();
    expect(await world.json('summary')).toMatchObject({ status: { indicator: 'none' }, incidents: [] });
    await world.tell(below, { ...first, title: { en: 'A partner is slow' } });
    await world.tick();
    expect(await world.json('summary')).toMatchObject({
      status: { indicator: 'major' },
      incidents: [{ name: 'A partner is slow', components: [{ name: 'Card payments' }] }],
    });
  });

  it('stands in a file that a start reads before anything else', async () => {
    const file = join(world.folder, 'data', 'status-page.json');
    expect(JSON.parse(readFileSync(file, 'utf8')).title).toEqual({ en: 'Acme status', pl: 'Stan Acme' });
    await world.restart();
    // no tick has passed
    expect((await page()).text).toContain('A partner is slow');
    await world.later('2026-11-20T12:00:00Z');
    expect((await page()).text).toContain('could not be brought up to date since');
  });
});
