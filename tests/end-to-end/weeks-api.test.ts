import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReports, type ReportsWorld } from './reports-world.ts';

const catalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Card payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec: {timeZone: Europe/Warsaw, covers: {processes: [payment]}, layers: [{name: weeks, people: ["user:anna", "user:piotr"], since: "2026-11-16T09:00", turn: 1w}]}
---
apiVersion: waga/v1
kind: WeeklyReview
metadata: {name: pay, displayName: Week of pay}
spec: {timeZone: Europe/Warsaw, hosts: ["user:anna", "user:piotr"], hostsSince: 2026-11-16}
`;
const week = '/api/v1/reviews/weeks/2026-W47';

describe('weekly reviews over HTTP', () => {
  let world: ReportsWorld;
  beforeAll(async () => {
    world = await openReports('2026-11-16T07:00:00Z');
    await world.apply(catalogue);
    await world.member('anna', 'on-call');
    await world.member('piotr', 'on-call');
    await world.member('ewa', 'editor');
    await world.member('rita', 'reader');
  });
  afterAll(() => world?.close());
  const say = (as: string, body: object) =>
    world.ask(as, 'PUT', '/api/v1/reviews/handovers', { rotation: 'pay', from: '2026-11-16T08:00:00Z', ...body });
  const note = (as: string, notes: string, revision: string) =>
    world.ask(as, 'PUT', `${week}/notes`, { notes }, { 'if-match': revision });

  it('lets only who had a shift, or an editor, say how it was, and not before it began', async () => {
    expect((await say('anna', { score: 4 })).status).toBe(409);
    await world.later('2026-11-20T10:00:00Z');
    expect((await say('piotr', { score: 1 })).json).toMatchObject({ code: 'not_allowed' });
    expect((await say('rita', { score: 1 })).status).toBe(403);
    expect((await say('anna', { score: 4, words: 'One page by night.' })).json).toEqual({
      ...{ rotation: 'pay', person: 'user:anna', from: '2026-11-16T08:00:00Z', to: '2026-11-23T08:00:00Z' },
      ...{ score: 4, words: 'One page by night.' },
    });
    expect((await say('ewa', { score: 3, words: 'As Anna told me.' })).status).toBe(200);
    expect((await world.ask('rita', 'GET', week)).json).toMatchObject({
      ...{
        keptAt: null,
        host: 'user:piotr',
        handovers: [{ person: 'user:anna', score: 3, words: 'As Anna told me.' }],
      },
    });
  });

  it('keeps the week at its hour, over a restart too, and takes notes on it by revision', async () => {
    await world.later('2026-11-23T07:59:00Z');
    await world.tick();
    expect((await world.ask('rita', 'GET', '/api/v1/reviews/weeks')).json).toMatchObject({
      reviews: [{ name: 'pay', next: '2026-11-23T08:00:00Z', host: 'user:piotr' }],
      // its meeting was on Monday at nine, and nobody ticked since
      kept: [{ week: '2026-W46', keptAt: '2026-11-23T07:59:10Z' }],
    });
    await world.later('2026-11-23T08:00:00Z');
    await world.restart();
    await world.later('2026-11-23T08:00:00Z');
    await world.tick();
    await world.tick();
    expect((await world.ask('rita', 'GET', '/api/v1/reviews/weeks')).json.kept[0]).toEqual({
      review: 'pay',
      week: '2026-W47',
      keptAt: '2026-11-23T08:00:10Z',
      incidents: 0,
      alerts: 0,
    });
    expect((await note('rita', 'x', '"0"')).status).toBe(403);
    const noted = await note('anna', '# We raise the <b>limit</b>.', '"0"');
    expect([noted.status, noted.headers.get('etag'), noted.json.keptAt]).toEqual([200, '"1"', '2026-11-23T08:00:10Z']);
    expect((await note('piotr', 'y', '"0"')).status).toBe(412);
    expect((await note('piotr', 'y', 'three')).status).toBe(400);
    const markdown = await world.ask('rita', 'GET', `${week}.md?review=pay`);
    expect(markdown.headers.get('content-type')).toBe('text/markdown; charset=utf-8');
    expect(markdown.text).toContain('Kept at 2026-11-23 09:00. Led by user:piotr.');
    expect(markdown.text).toContain('\\# We raise the \\<b\\>limit\\</b\\>.');
    const { json } = await world.ask('machine', 'GET', '/api/v1/audit');
    const lines = (json.entries as { action: string; who: { name: string } }[]).map(
      ({ action, who }) => `${action} ${who.name}`,
    );
    expect(lines.filter((one) => /^(week|handover)/.test(one)).reverse()).toEqual([
      ...['handover.say anna', 'handover.say ewa', 'week.note anna'],
    ]);
  });

  it('says what is wrong with what is asked for', async () => {
    const answers = [
      ['/api/v1/reviews/weeks/2026-W54', 404],
      ['/api/v1/reviews/weeks/2027-W01', 400],
      [`${week}?review=pya`, 404],
      ['/api/v1/incidents/none/review', 404],
      ['/api/v1/incidents/none/review.md', 404],
      ['/api/v1/reviews?cursor=x', 400],
    ] as const;
    for (const [path, status] of answers) {
      expect([path, (await world.ask('rita', 'GET', path)).status]).toEqual([path, status]);
    }
    expect((await world.ask('rita', 'GET', `${week}?review=pya`)).json.detail).toContain('did you mean pay?');
  });
});
