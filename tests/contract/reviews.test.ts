import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import { actOnReview, writeReview } from '../../src/features/reviews/actions/reviews.ts';
import { sayOfShift, writeNotes } from '../../src/features/reviews/actions/weeks.ts';
import { reviewMarkdown } from '../../src/features/reviews/document/review-markdown.ts';
import { weeklyReviewsJob } from '../../src/features/reviews/jobs/weekly-reviews.ts';
import { reviewPage, reviewsPage } from '../../src/features/reviews/queries/review-pages.ts';
import { weekPage, weeksPage } from '../../src/features/reviews/queries/week-pages.ts';
import { weekMarkdown } from '../../src/features/reviews/week/week-markdown.ts';
import { act } from '../../src/features/unavailability/actions/incidents.ts';
import { minute } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';
import { at, auditOf, fillWeek, type WeekWorld, week47, weekWorld } from './review-week.ts';

const person = (name: string, role: 'on-call' | 'editor'): Person => ({
  ...{
    kind: 'person',
    id: `id-${name}`,
    name,
    displayName: `${name[0]!.toUpperCase()}${name.slice(1)}`,
    roles: [role],
  },
  ...{ rights: rightsOf([role]), money: 'all' },
});
const weekly = (product: string) =>
  `apiVersion: waga/v1\nkind: WeeklyReview\nmetadata: {name: of-${product}}\nspec: {timeZone: Europe/Warsaw, products: [${product}]}\n`;
const [anna, piotr, ewa] = [person('anna', 'on-call'), person('piotr', 'on-call'), person('ewa', 'editor')];
const by = (who: Person) => ({ who, address: '192.0.2.7' });

describeOnRecords('reviews', (records) => {
  let now: number;
  let world: WeekWorld;
  beforeEach(async () => {
    now = at('23T08:00:00');
    world = await weekWorld(records(), () => now);
    await fillWeek(records());
  });
  const job = () => weeklyReviewsJob({ ...world, notifications: { wake: () => undefined } });
  const text = {
    ...{ title: 'Cards stood still', summary: 'Almost no card payment came through.', hindered: [] },
    ...{ causes: ['The vendor rolled out a faulty release.'], helped: ['The banner.'] },
    actions: [{ what: 'Ask the vendor for notice', owner: 'user:anna', due: '2026-11-20', doneAt: null }],
  };

  it('makes an agenda of 14 alerts, 3 incidents and a window of the vendor, without typing', async () => {
    await writeReview(world, by(anna), { id: 'inc-payment-1' }, text);
    const week = await weekPage(world, week47, 'all');
    expect(week).toMatchObject({
      ...{ review: 'all', timeZone: 'Europe/Warsaw', from: '2026-11-15T23:00:00Z', to: '2026-11-22T23:00:00Z' },
      ...{ keptAt: null, moneyHidden: false, notes: '', revision: 0 },
      windows: {
        lastWeek: [
          {
            ...{ vendor: 'PayFast', displayName: 'Weekly work', state: 'overrun', overrunMinutes: 20 },
            ...{ announcedInTime: true, mute: true, switchOff: null, banner: 'Cards rest for an hour.' },
          },
        ],
        coming: [{ from: '2026-11-25T01:00:00Z', to: '2026-11-25T02:00:00Z', state: 'coming' }],
      },
      incidents: [
        { id: 'inc-payment-1', name: 'Card payment', class: 'P1', minutes: 12, paged: true, review: 'draft' },
        { id: 'inc-refund-1', class: 'P2', minutes: 30, paged: true, review: null },
        { id: 'inc-ledger-1', name: 'Ledger', kind: 'technical', minutes: 20, money: null },
      ],
      alerts: { fired: 14, pages: 3, added: [{ name: 'ledger-writes', component: 'ledger' }], retired: [] },
      switches: [{ name: 'card-banner', position: 'off', by: 'Anna', verified: true }],
      handovers: [
        {
          ...{ rotation: 'pay', person: 'user:anna', from: '2026-11-16T08:00:00Z', to: '2026-11-23T08:00:00Z' },
          ...{ pages: 3, pagesByNight: 1, incidents: 3, score: null },
        },
      ],
      actions: [{ review: 'inc-payment-1', number: 1, owner: 'user:anna', overdue: true }],
      money: [{ value: 13_230_000, unit: 'PLN-minor' }],
    });
    expect(week.outages.ofWeek.map(({ subject }) => subject)).toEqual(['Card payment', 'PSP API']);
    expect(week.alerts.noisy[0]).toMatchObject({ name: 'psp-answers', component: 'psp-api' });
    expect(week.head).toEqual({ line: (await world.outages.head()).line, hash: (await world.outages.head()).hash });
    const page = weekMarkdown(week, 'https://waga.example');
    for (const said of ['14 fired, 3 pages', 'overrun by 20 min', '132300.00 PLN', 'user:anna', week.head!.hash]) {
      expect(page).toContain(said);
    }
    const [, worked] = /```markdown\n([\s\S]*?)```/.exec(readFileSync('docs/reviews.md', 'utf8'))!;
    for (const line of worked!.trim().split('\n')) expect(page.split('\n')).toContain(line);
    const hidden = await weekPage(world, week47, ['back']);
    expect(hidden).toMatchObject({ moneyHidden: true, money: [], incidents: [{ money: null }, {}, {}] });
    expect(weekMarkdown(hidden, '')).not.toContain('132300');
  });

  it('keeps a week once at its hour, after a rest only the last that was missed, and changes nothing of it afterwards', async () => {
    now = at('23T07:59:00');
    await job().run(now);
    expect((await weeksPage(world)).kept).toEqual([expect.objectContaining({ week: '2026-W46', incidents: 0 })]);
    now = at('23T08:00:00');
    const one = job();
    await Promise.all([one.run(now), job().run(now)]);
    await one.run(now + minute);
    const { kept, reviews } = await weeksPage(world);
    expect(kept.map(({ week, alerts, incidents }) => [week, alerts, incidents])).toEqual([
      ['2026-W47', 14, 3],
      ['2026-W46', 0, 0],
    ]);
    expect(reviews).toEqual([
      expect.objectContaining({
        name: 'all',
        next: '2026-11-30T08:00:00Z',
        thisWeek: '2026-W48',
        lastWeek: '2026-W47',
      }),
    ]);
    const before = await weekPage(world, week47, 'all');
    now = at('23T12:00:00');
    await act(world, by(anna), 'inc-refund-1', { act: 'dismiss', reason: 'a test of the bank' });
    expect(await weekPage(world, week47, 'all')).toEqual(before);
    expect(before.keptAt).toBe('2026-11-23T08:00:00Z');
    now = Date.parse('2026-12-15T12:00:00Z');
    await job().run(now);
    expect((await weeksPage(world)).kept.map(({ week }) => week)).toEqual(['2026-W50', '2026-W47', '2026-W46']);
    expect(await records().selectFrom('outbox').select('id').where('key', 'like', 'weekly%').execute()).toEqual([]);
    await world.write(weekly('pay'), now);
    expect(await weekPage(world, { ...week47, review: 'all' }, 'all')).toEqual(before);
    await expect(weekPage(world, { week: '2026-W48', review: 'all' }, 'all')).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('takes notes by revision and what people say of their own shifts, on a kept week too', async () => {
    await job().run(now);
    await writeNotes(world, by(anna), { ...week47, ifRevision: 0 }, 'We raise the limit.');
    await expect(writeNotes(world, by(piotr), { ...week47, ifRevision: 0 }, 'x')).rejects.toMatchObject({
      code: 'precondition_failed',
    });
    const shift = { rotation: 'pay', from: '2026-11-16T08:00:00Z', score: 4, words: 'One page by night.' };
    await expect(sayOfShift(world, by(piotr), shift)).rejects.toMatchObject({ code: 'not_allowed' });
    await sayOfShift(world, by(anna), shift);
    await sayOfShift(world, by(ewa), { ...shift, score: 3 });
    const others = [
      [{ from: '2026-11-16T09:00:00Z' }, 'bad_input'],
      [{ from: '2026-11-30T08:00:00Z' }, 'conflict'],
      [{ rotation: 'pya' }, 'not_found'],
    ] as const;
    for (const [other, code] of others) {
      await expect(sayOfShift(world, by(anna), { ...shift, ...other })).rejects.toMatchObject({ code });
    }
    expect(await weekPage(world, week47, 'all')).toMatchObject({
      ...{ notes: 'We raise the limit.', revision: 1, keptAt: '2026-11-23T08:00:00Z' },
      handovers: [{ score: 3, words: 'One page by night.', pages: 3 }],
    });
    await expect(weekPage(world, { week: '2026-W49' }, 'all')).rejects.toMatchObject({ code: 'bad_input' });
    await expect(weekPage(world, { week: '2025-W53' }, 'all')).rejects.toMatchObject({ code: 'not_found' });
    expect(await auditOf(records())).toEqual([
      'week.note week 2026-W47 of all',
      'handover.say shift of pay from 2026-11-16T08:00:00Z',
      'handover.say shift of pay from 2026-11-16T08:00:00Z',
    ]);
  });

  it('looks at what belongs to its products alone', async () => {
    await world.write(weekly('back'), now);
    const week = await weekPage(world, week47, 'all');
    expect(week).toMatchObject({
      review: 'of-back',
      money: [],
      incidents: [{ id: 'inc-refund-1' }, { id: 'inc-ledger-1' }],
    });
    // both processes stand on the component of the vendor
    expect(week.outages.ofWeek.map(({ subject }) => subject)).toEqual(['PSP API']);
    expect(week.windows.lastWeek).toHaveLength(1);
  });

  it('drafts a review from the log', async () => {
    const review = await reviewPage(world, 'inc-payment-1', anna);
    expect(review).toMatchObject({
      ...{ state: 'none', revision: 0, processName: 'Card payment', product: 'pay', may: ['edit'] },
      text: {
        causes: ['A guess: PSP API, because it failed first, and payment stands on it'],
        ...{ helped: ['The banner is up. (Anna)'], actions: [] },
      },
      facts: {
        ...{ minutes: 12, minutesUntil: { detected: 2, called: 3, acknowledged: 5, mitigated: 12 } },
        ...{ net: { value: 13_230_000 }, lost: { value: 1_260 }, customers: 97, fault: 'vendor' },
        ...{ root: { component: 'psp-api' }, changes: [{ title: 'psp client 4.2', component: 'psp-api' }] },
      },
    });
    expect(review.text.summary).toContain('user:anna was called after 3 minutes, and Anna had it after 5 minutes.');
    expect(review.facts.timeline.map(({ at: when, kind }) => `${when.slice(11, 16)} ${kind}`)).toEqual([
      ...['09:50 change', '10:00 impact', '10:02 state', '10:03 call', '10:05 call', '10:07 switch', '10:08 step'],
      ...['10:08 switch', '10:12 impact', '10:12 state', '10:12 ledger', '10:20 ledger'],
    ]);
    const hidden = await reviewPage(world, 'inc-payment-1', { ...anna, money: [] });
    expect(hidden).toMatchObject({ moneyHidden: true, facts: { gross: null, net: null, lost: { value: 1_260 } } });
    expect(reviewMarkdown(review, 'https://waga.example')).toContain('132300.00 PLN');
    expect(reviewMarkdown(hidden, 'https://waga.example')).not.toContain('.00 PLN');
    await expect(reviewPage(world, 'inc-none', anna)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is written by revision, finished with the facts as they are, opened with a reason', async () => {
    const looked = { id: 'inc-payment-1', ifRevision: 0 };
    const actions = [{ ...text.actions[0]!, owner: 'user:anan' }];
    await expect(writeReview(world, by(anna), looked, { ...text, actions })).rejects.toMatchObject({
      ...{ code: 'bad_input', message: 'actions.0.owner: nobody here is called user:anan; did you mean user:anna?' },
    });
    await expect(actOnReview(world, by(anna), looked, { act: 'finish' })).rejects.toMatchObject({
      message: expect.stringMatching(/not reported yet.*still the guess.*no action is named/),
    });
    await writeReview(world, by(anna), looked, text);
    await expect(writeReview(world, by(piotr), looked, text)).rejects.toMatchObject({ code: 'precondition_failed' });
    await act(world, by(anna), 'inc-payment-1', { act: 'report' });
    await actOnReview(world, by(anna), { ...looked, ifRevision: 1 }, { act: 'finish' });
    expect((await world.incidents.one('inc-payment-1'))?.incident.state).toBe('reviewed');
    const final = await reviewPage(world, 'inc-payment-1', anna);
    expect(final).toMatchObject({ state: 'final', finalBy: 'Anna', revision: 2, may: ['open'] });
    await records().deleteFrom('changes').execute();
    expect((await reviewPage(world, 'inc-payment-1', anna)).facts).toEqual(final.facts);
    await expect(writeReview(world, by(anna), { id: 'inc-payment-1' }, text)).rejects.toMatchObject({
      code: 'conflict',
    });
    await actOnReview(world, by(piotr), { ...looked, ifRevision: 2 }, { act: 'done', action: 1, done: true });
    await expect(
      actOnReview(world, by(piotr), { id: 'inc-payment-1' }, { act: 'done', action: 2, done: true }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await actOnReview(world, by(anna), { id: 'inc-payment-1' }, { act: 'open', reason: 'The vendor told more.' });
    expect(await reviewPage(world, 'inc-payment-1', anna)).toMatchObject({
      ...{ state: 'draft', finalAt: null, revision: 4, may: ['edit', 'finish'], facts: { changes: [] } },
      text: { actions: [{ doneAt: '2026-11-23T08:00:00Z' }] },
    });
    const revisions = await records()
      .selectFrom('review_revisions')
      .select(['what', 'by_name', 'reason'])
      .orderBy('revision')
      .execute();
    expect(revisions.map(({ what, by_name: name, reason }) => `${what} ${name} ${reason}`)).toEqual([
      ...['written Anna null', 'finished Anna null', 'done Piotr Action 1', 'opened Anna The vendor told more.'],
    ]);
    expect(await auditOf(records())).toEqual(
      ['review.written', 'incident.report', 'incident.review', 'review.finished', 'review.done', 'review.opened'].map(
        (action) => `${action} incident inc-payment-1`,
      ),
    );
  });

  it('lists what has or wants a review, in pages, with every action that is not done', async () => {
    const due = (day: string) => ({ ...text.actions[0]!, due: day });
    await writeReview(
      world,
      by(anna),
      { id: 'inc-refund-1' },
      { ...text, actions: [due('2026-12-01'), due('2026-11-01')] },
    );
    const { reviews, actions, next } = await reviewsPage(world, { limit: 50 });
    expect(reviews.map(({ incident, state, open }) => [incident, state, open])).toEqual([
      ['inc-refund-1', 'draft', 2],
      ['inc-payment-1', 'none', 0],
    ]);
    expect(actions.map(({ number, overdue }) => [number, overdue])).toEqual([
      [2, true],
      [1, false],
    ]);
    expect(next).toBeNull();
    const page = await reviewsPage(world, { limit: 2 });
    expect((await reviewsPage(world, { limit: 2, cursor: page.next! })).reviews).toHaveLength(1);
    await expect(reviewsPage(world, { limit: 2, cursor: 'x' })).rejects.toMatchObject({ code: 'bad_input' });
  });
});
