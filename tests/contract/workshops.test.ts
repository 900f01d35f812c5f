import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person } from '../../src/features/access/who.ts';
import { applyCatalog } from '../../src/features/catalog/actions.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { type CatalogQueries, catalogQueries } from '../../src/features/catalog/queries.ts';
import { acceptFinding, takeBackAcceptance } from '../../src/features/criticality/actions/acceptances.ts';
import { signDecision } from '../../src/features/criticality/actions/decisions.ts';
import { beginWorkshop, takeStep } from '../../src/features/criticality/actions/workshops.ts';
import type { ServedFinding } from '../../src/features/criticality/findings/finding-contract.ts';
import { acceptancesAt } from '../../src/features/criticality/queries/acceptances.ts';
import { decidedIn, decisionQueries } from '../../src/features/criticality/queries/decisions.ts';
import { workshopQueries } from '../../src/features/criticality/queries/workshops.ts';
import type { WorkshopStep } from '../../src/features/criticality/workshop/workshop.ts';
import type { WorkshopAnswer } from '../../src/features/criticality/workshop/workshop-contract.ts';
import { day } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const start = Date.UTC(2026, 10, 20, 10);
const processes = ['payment', 'refund', 'login'];
const text = processes
  .map(
    (name) => `apiVersion: waga/v1
kind: Process
metadata: {name: ${name}}
spec:
  level: standard
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
`,
  )
  .join('---\n');
const person = (name: string, role: 'product-manager' | 'editor'): Person => ({
  ...{ kind: 'person', id: `id-${name}`, name, displayName: name.toUpperCase(), roles: [role] },
  ...{ rights: rightsOf([role]), money: [] },
});
const anna = { who: person('anna', 'product-manager'), address: '192.0.2.7' };
const piotr = { who: person('piotr', 'editor'), address: '192.0.2.8' };

describeOnRecords('workshops', (records) => {
  let now: number;
  let catalog: CatalogQueries;
  const deps = () => ({ records: records(), now: () => now, catalog });
  const workshops = () => workshopQueries(deps());
  beforeEach(async () => {
    now = start;
    catalog = catalogQueries({ records: records(), decisions: () => decidedIn(records()), now: () => now });
    const doer = { who: machine, address: '' };
    const input = { files: [{ path: 'shop.yaml', text }], dryRun: false, doer };
    await applyCatalog({ records: records(), kinds: catalogKinds, now: () => now }, input);
    await catalog.reload();
  });

  const begin = () => beginWorkshop(deps(), anna, { title: 'Pay, autumn', participants: ['Anna'], processes });
  const take = (id: string, step: WorkshopStep, ifVersion?: number) => takeStep(deps(), anna, { id, ifVersion, step });
  const code = (asked: Promise<unknown>) => asked.then(() => 'done').catch((error: { code: string }) => error.code);
  const answers = async (id: string, process: string, given: WorkshopAnswer['answer'][]) => {
    for (const [index, question] of (['christmas-eve', 'sunday-night', 'until-monday'] as const).entries())
      await take(id, { step: 'answer', process, question, answer: given[index]! });
  };

  it('ask, rank, propose what changes, and show afterwards what held then', async () => {
    const id = await begin();
    expect(await workshops().one(id, [])).toMatchObject({
      ...{ state: 'open', asked: 0, leftAtMost: 3 * 3 + 3, version: 1 },
      next: { ask: 'question', process: 'payment', question: 'christmas-eve' },
    });
    await answers(id, 'payment', ['yes', 'yes', 'no']);
    await answers(id, 'refund', ['no', 'no', 'no']);
    await answers(id, 'login', ['yes', 'yes', 'no']);
    const asked = await workshops().one(id, ['business']);
    expect(asked.next).toEqual({ ask: 'comparison', left: 'payment', right: 'login' });
    expect(asked.processes.map(({ rank }) => rank)).toEqual([1, 3, 1]);
    await take(id, { step: 'compare', first: 'login', second: 'payment' });
    expect(await code(take(id, { step: 'compare', first: 'payment', second: 'login' }))).toBe('conflict');
    const ranked = await workshops().one(id, []);
    expect(ranked).toMatchObject({ next: null, asked: 10, leftAtMost: 0 });
    expect(ranked.processes.map(({ rank, proposedLevel }) => [rank, proposedLevel])).toEqual([
      [2, 'critical'],
      [3, 'standard'],
      [1, 'critical'],
    ]);
    await take(id, {
      step: 'settle',
      process: 'refund',
      settled: { level: 'supporting', reason: 'May wait for days.' },
    });
    await take(id, { step: 'close', validFrom: null });
    const closed = await workshops().one(id, []);
    expect(closed.processes.map(({ decision }) => [decision?.level, decision?.state, decision?.reason])).toEqual([
      [
        'critical',
        'proposed',
        expect.stringMatching(/^Worth leaving .*\nFixed as 2 of 3 in the workshop “Pay, autumn”\.$/),
      ],
      ['supporting', 'proposed', expect.stringMatching(/^May wait for days\.\nFixed as 3 of 3 /)],
      ['critical', 'proposed', expect.any(String)],
    ]);
    expect((await workshops().all()).workshops).toMatchObject([{ id, state: 'closed', processes: 3, waiting: 3 }]);
    now += day;
    await signDecision(deps(), anna, 'payment-1', 'business');
    await signDecision(deps(), piotr, 'payment-1', 'technology');
    const later = await workshops().one(id, []);
    expect(later.processes[0]).toMatchObject({ currentLevel: 'standard', decision: { state: 'in-force' } });
    expect((await workshops().all()).workshops[0]?.waiting).toBe(2);
    expect(await code(take(id, { step: 'undo' }))).toBe('conflict');
  });

  it('propose nothing that was signed already and is confirmed', async () => {
    const first = await begin();
    await answers(first, 'payment', ['yes', 'yes', 'no']);
    await take(first, { step: 'close', validFrom: null });
    expect(await decisionQueries(deps()).history('refund', [])).toMatchObject({ decisions: [] });
    await signDecision(deps(), anna, 'payment-1', 'business');
    await signDecision(deps(), piotr, 'payment-1', 'technology');
    const second = await begin();
    await answers(second, 'payment', ['yes', 'yes', 'no']);
    await take(second, { step: 'close', validFrom: null });
    const closed = await workshops().one(second, []);
    expect(closed.processes.map(({ decision, currentLevel }) => [currentLevel, decision])).toEqual([
      ['critical', null],
      ['standard', null],
      ['standard', null],
    ]);
  });

  it('let one of two go on who looked at the same version', async () => {
    const id = await begin();
    const answer = (given: WorkshopAnswer['answer']) =>
      code(take(id, { step: 'answer', process: 'payment', question: 'christmas-eve', answer: given }, 1));
    const both = await Promise.all([answer('yes'), answer('no')]);
    expect(both.toSorted()).toEqual(['done', 'precondition_failed']);
    expect((await workshops().one(id, [])).version).toBe(2);
    await take(id, { step: 'undo' }, 2);
    expect(await workshops().one(id, [])).toMatchObject({ version: 3, asked: 0 });
    expect(await code(take(id, { step: 'undo' }))).toBe('conflict');
    expect(await code(take(id, { step: 'close', validFrom: null }))).toBe('conflict');
    expect(await code(take('none', { step: 'undo' }))).toBe('not_found');
    expect(await code(workshops().one('none', []))).toBe('not_found');
    expect(await code(beginWorkshop(deps(), anna, { title: 'No', participants: [], processes: ['nothing'] }))).toBe(
      'not_found',
    );
    const actions = (await records().selectFrom('audit').select('action').orderBy('id').execute()).map(
      (one) => one.action,
    );
    expect(actions.slice(1)).toEqual(['workshop.begin', 'workshop.answer', 'workshop.undo']);
  });

  it('leave findings accepted until their day, unless it is taken back', async () => {
    const criticality = {
      findings: async () => ({ asOf: '2026-11-20T10:00:00Z', findings: [{ id: 'a:b' } as ServedFinding] }),
    };
    const accept = (id: string, until: number, reason = 'The replica comes in January.') =>
      acceptFinding({ ...deps(), criticality }, anna, id, { reason, until: new Date(until).toISOString() });
    const stand = async (at = now) => (await acceptancesAt(records(), at)).get('a:b');
    await accept('a:b', start + day);
    now += day / 2;
    expect(await stand()).toMatchObject({ accepted: { by: 'ANNA', until: '2026-11-21T10:00:00Z' }, expired: null });
    now = start + day;
    expect(await stand()).toMatchObject({ accepted: null, expired: { reason: 'The replica comes in January.' } });
    await accept('a:b', now + day, 'Once more.');
    expect(await stand()).toMatchObject({ accepted: { reason: 'Once more.' } });
    now += 1;
    await takeBackAcceptance({ ...deps(), criticality }, piotr, 'a:b');
    expect(await stand()).toBe(undefined);
    expect(await stand(now - 1)).toMatchObject({ accepted: { reason: 'Once more.' } });
    expect(await stand(start)).toMatchObject({ accepted: { by: 'ANNA' } });
    expect(await code(takeBackAcceptance({ ...deps(), criticality }, piotr, 'a:b'))).toBe('not_found');
    expect(await code(accept('a:b', now))).toBe('bad_input');
    expect(await code(accept('a:b', now + 367 * day))).toBe('bad_input');
    expect(await code(accept('c:d', now + day))).toBe('not_found');
  });
});
