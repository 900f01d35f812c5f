import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person, type Who } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { appendTrail } from '../../src/features/outages/actions/append-trail.ts';
import type { Asking } from '../../src/features/outages/actions/change-outage.ts';
import { importOutages } from '../../src/features/outages/actions/import-outages.ts';
import {
  actOnOutage,
  addOutage,
  answerExclusion,
  correctOutage,
  proposeExclusion,
} from '../../src/features/outages/actions/outages.ts';
import { draftOutage, measureOutage } from '../../src/features/outages/actions/outages-seen.ts';
import { lockJob } from '../../src/features/outages/jobs/lock-outages.ts';
import { NewOutage, OutageImport, OutagesQuery } from '../../src/features/outages/outage-contract.ts';
import { outageShown, outagesShown } from '../../src/features/outages/queries/outage-pages.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, product: pay, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: api}]}
---
apiVersion: waga/v1
kind: Product
metadata: {name: pay}
spec: {}
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: psp}
spec: {contacts: [{name: Desk, email: desk@psp.example}]}
`;
const { documents } = readFiles([{ path: 'c.yaml', text }], catalogKinds);
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;

const person = (name: string): Person => ({
  ...{ kind: 'person', id: `id-${name}`, name, displayName: name, roles: ['editor'] },
  ...{ rights: rightsOf(['editor']), money: 'all' },
});
const asking = (who: Who): Asking => ({ who, address: '192.0.2.7' });
const [anna, jan] = [asking(person('Anna')), asking(person('Jan'))];
const start = Date.parse('2026-11-03T09:00:00Z');
const told = (more: Partial<Record<keyof NewOutage, unknown>> = {}): NewOutage =>
  NewOutage.parse({
    subject: { kind: 'process', name: 'payment' },
    kind: 'unplanned',
    from: '2026-11-03T08:00:00Z',
    to: '2026-11-03T08:30:00Z',
    ...more,
  });

describeOnRecords('the ledger', (records) => {
  let now: number;
  beforeEach(() => {
    now = start;
  });
  const deps = () => ({
    records: records(),
    now: () => now,
    catalog: { current: () => catalog },
    outages: outageQueries({ records: records() }),
  });
  const any = (id: string) => ({ id, ifRevision: undefined });
  const page = (id: string, who: Who = anna.who) => outageShown(deps(), id, who);
  const list = (query: Record<string, unknown> = {}) => outagesShown(deps(), OutagesQuery.parse(query), 'all');
  const trail = () => records().selectFrom('ledger_trail').selectAll().orderBy('line').execute();

  it('keeps what people did with an outage, with who and why, each with its line in the trail and in the audit log', async () => {
    const { id } = await addOutage(deps(), anna, told());
    await correctOutage(
      deps(),
      anna,
      { id, ifRevision: 1 },
      { ends: { from: '2026-11-03T08:02:00Z', to: '2026-11-03T08:14:00Z' } },
    );
    await actOnOutage(deps(), jan, any(id), { act: 'confirm' });
    await expect(actOnOutage(deps(), jan, any(id), { act: 'report' })).rejects.toMatchObject({ code: 'conflict' });
    await correctOutage(deps(), jan, any(id), { cause: 'Disk full', summary: 'Payments failed.' });
    await actOnOutage(deps(), jan, any(id), { act: 'report' });
    const shown = await page(id);
    expect(shown).toMatchObject({
      state: 'reported',
      endsBy: 'person',
      subjectName: 'Payment',
      product: 'pay',
      revision: 5,
    });
    expect(shown.ends).toEqual({ from: '2026-11-03T08:02:00Z', to: '2026-11-03T08:14:00Z' });
    expect(shown.dueAt).toBe('2026-11-10T08:14:00Z');
    expect(shown.revisions.map(({ what, by, line }) => `${line} ${what} ${by}`)).toEqual([
      '1 drafted Anna',
      '2 corrected Anna',
      '3 confirmed Jan',
      '4 corrected Jan',
      '5 reported Jan',
    ]);
    expect(shown.revisions[1]!.changes).toEqual([
      { field: 'from', from: '2026-11-03T08:00:00Z', to: '2026-11-03T08:02:00Z' },
      { field: 'to', from: '2026-11-03T08:30:00Z', to: '2026-11-03T08:14:00Z' },
    ]);
    const audit = await records().selectFrom('audit').select('action').orderBy('id').execute();
    expect(audit.map(({ action }) => action)).toEqual([
      ...['outage.add', 'outage.correct', 'outage.confirm', 'outage.correct', 'outage.report'],
    ]);
    const lines = await trail();
    expect(lines.every(({ previous }, nth) => previous === (lines[nth - 1]?.hash ?? '0'.repeat(64)))).toBe(true);
    expect(await deps().outages.head()).toMatchObject({ line: 5, hash: lines.at(-1)!.hash });
  });

  it('refuses what is not known, not over, ahead or of another revision, and writes nothing of it', async () => {
    const refused = (promise: Promise<unknown>, code: string) => expect(promise).rejects.toMatchObject({ code });
    await refused(addOutage(deps(), anna, told({ subject: { kind: 'process', name: 'paiment' } })), 'not_found');
    await refused(addOutage(deps(), anna, told({ vendor: 'nobody' })), 'not_found');
    await refused(addOutage(deps(), anna, told({ to: '2026-11-03T07:00:00Z' })), 'bad_input');
    await refused(addOutage(deps(), anna, told({ to: '2026-11-03T08:30:00.500Z' })), 'bad_input');
    await refused(addOutage(deps(), anna, told({ to: '2026-11-04T08:30:00Z' })), 'bad_input');
    const planned = told({ kind: 'planned', from: '2026-11-10T01:00:00Z', to: '2026-11-10T02:00:00Z' });
    const { id } = await addOutage(deps(), anna, planned);
    await refused(correctOutage(deps(), anna, { id, ifRevision: 7 }, { cause: 'x' }), 'precondition_failed');
    await refused(correctOutage(deps(), anna, any(id), { kind: 'unplanned' }), 'bad_input');
    await refused(actOnOutage(deps(), anna, any(id), { act: 'restore', reason: 'again' }), 'conflict');
    await refused(actOnOutage(deps(), anna, any(id), { act: 'remove' }), 'bad_input');
    await refused(correctOutage(deps(), anna, any('none'), { cause: 'x' }), 'not_found');
    expect(await trail()).toHaveLength(1);
    expect(await records().selectFrom('audit').selectAll().execute()).toHaveLength(1);
  });

  it('leaves an outage out once two people agreed, never by one alone nor by a program', async () => {
    const { id } = await addOutage(deps(), anna, told());
    const wanted = { fromProcess: true, fromGlobal: false, reason: 'Announced.' };
    await expect(proposeExclusion(deps(), asking(machine), any(id), wanted)).rejects.toMatchObject({
      code: 'not_allowed',
    });
    await proposeExclusion(deps(), anna, any(id), wanted);
    expect((await page(id)).excluded.fromProcess).toBe(false);
    expect((await page(id)).may).not.toContain('agree-exclusion');
    expect((await page(id, jan.who)).may).toContain('agree-exclusion');
    for (const who of [anna, asking(machine)]) {
      await expect(answerExclusion(deps(), who, any(id), { agree: true })).rejects.toMatchObject({
        code: 'not_allowed',
      });
    }
    expect((await list({ only: 'waiting' })).counts).toEqual({ all: 1, overdue: 0, waiting: 1 });
    await answerExclusion(deps(), jan, any(id), { agree: true });
    expect(await page(id)).toMatchObject({ excluded: { fromProcess: true, fromGlobal: false }, proposal: null });
    await expect(answerExclusion(deps(), jan, any(id), { agree: true })).rejects.toMatchObject({ code: 'conflict' });
    // a smaller outage is covered by what was agreed on, a larger one is not
    await correctOutage(deps(), anna, any(id), { ends: { from: '2026-11-03T08:00:00Z', to: '2026-11-03T08:20:00Z' } });
    expect((await page(id)).excluded.fromProcess).toBe(true);
    await correctOutage(deps(), anna, any(id), { ends: { from: '2026-11-03T08:00:00Z', to: '2026-11-03T08:40:00Z' } });
    expect(await page(id)).toMatchObject({
      excluded: { fromProcess: false },
      proposal: { fromProcess: true, by: 'Anna' },
    });
    await expect(answerExclusion(deps(), jan, any(id), { agree: false })).rejects.toMatchObject({ code: 'bad_input' });
    await answerExclusion(deps(), jan, any(id), { agree: false, reason: 'Too long.' });
    expect(await page(id)).toMatchObject({ excluded: { fromProcess: false }, proposal: null });
  });

  it('shows what is overdue, locks only what is reported, and asks for a reason once the month is frozen', async () => {
    const first = await addOutage(deps(), anna, told());
    const second = await addOutage(deps(), anna, told({ cause: 'Vendor', summary: 'It was them.' }));
    await actOnOutage(deps(), anna, any(second.id), { act: 'report' });
    now = Date.parse('2026-11-10T08:29:59Z');
    expect((await list()).counts.overdue).toBe(0);
    now = Date.parse('2026-11-11T00:00:00Z');
    const { outages, counts } = await list({ order: 'overdue-first' });
    expect(outages.map(({ id, overdue }) => [id, overdue])).toEqual([
      [first.id, true],
      [second.id, false],
    ]);
    expect(counts).toEqual({ all: 2, overdue: 1, waiting: 0 });
    const lock = lockJob({ records: records(), catalog: () => catalog });
    // midnight of 8 December in Warsaw
    await lock.run(Date.parse('2026-12-07T22:59:59Z'));
    expect((await page(second.id)).state).toBe('reported');
    now = Date.parse('2026-12-07T23:00:00Z');
    await lock.run(now);
    await lock.run(now);
    expect((await page(second.id)).state).toBe('locked');
    expect((await page(first.id)).state).toBe('draft');
    for (const { id } of [first, second]) {
      expect((await page(id)).needsReason).toBe(true);
      await expect(correctOutage(deps(), anna, any(id), { cause: 'Other' })).rejects.toMatchObject({
        code: 'bad_input',
      });
      await correctOutage(deps(), anna, any(id), { cause: 'Other', reason: 'The vendor found it.' });
    }
    await expect(addOutage(deps(), anna, told())).rejects.toMatchObject({ code: 'bad_input' });
    await addOutage(deps(), anna, told({ reason: 'Found in old logs.' }));
    expect((await page(second.id)).revisions.map(({ what }) => what)).toEqual([
      'drafted',
      'reported',
      'locked',
      'corrected',
    ]);
    expect((await page(second.id)).state).toBe('locked');
  });

  it('takes over what another system has, once, and keeps what people wrote over it', async () => {
    const subject = { kind: 'component', name: 'api' };
    const rows = [
      { ...told({ subject }), id: 'a' },
      { ...told({ subject, cause: 'DNS', summary: 'Resolved.' }), id: 'b' },
      { ...told({ subject: { kind: 'component', name: 'nothing' } }), id: 'c' },
      { ...told({ subject }), id: 'a' },
    ];
    const load = (outages: unknown[]) =>
      importOutages(deps(), anna, OutageImport.parse({ source: 'status page', outages }));
    const answer = await load(rows);
    expect(answer).toMatchObject({ added: 2, changed: 0, known: 0 });
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [2, 'not_found'],
      [3, 'bad_input'],
    ]);
    expect(await load(rows.slice(0, 2))).toEqual({ added: 0, changed: 0, known: 2, rejected: [] });
    const { outages } = await list();
    expect(outages.map(({ state, cause }) => [state, cause]).sort()).toEqual([
      ['confirmed', ''],
      ['reported', 'DNS'],
    ]);
    const a = outages.find(({ cause }) => cause === '')!;
    await correctOutage(deps(), anna, any(a.id), { cause: 'Ours' });
    const again = { ...rows[0]!, to: '2026-11-03T08:50:00Z', cause: 'Theirs', fault: 'vendor' };
    expect(await load([again])).toMatchObject({ changed: 1 });
    expect(await page(a.id)).toMatchObject({ cause: 'Ours', fault: 'vendor', ends: { to: '2026-11-03T08:50:00Z' } });
    expect(await load([again])).toMatchObject({ changed: 0, known: 1 });
    expect(await load([{ ...again, subject: { kind: 'process', name: 'payment' } }])).toMatchObject({
      rejected: [{ index: 0, code: 'conflict' }],
    });
  });

  it('has one outage for an incident, however often it is told, and leaves to people what they touched', async () => {
    const seen = {
      ...{ incident: 'payment-1', subject: { kind: 'process', name: 'payment' } as const, vendor: null, share: '0.45' },
      ...({ kind: 'unplanned', fault: 'own', detected: { from: start - hour, to: null } } as const),
    };
    const both = await Promise.all([1, 2].map(() => draftOutage(deps(), seen, now, 'It opened.')));
    expect(new Set(both.map(({ id }) => id)).size).toBe(1);
    expect(await trail()).toHaveLength(1);
    const ended = { ...seen, detected: { from: start - hour, to: start - 30 * minute } };
    const kept = await draftOutage(deps(), ended, now, 'It is over.');
    expect(kept).toMatchObject({ detected: ended.detected, dueAt: start - 30 * minute + 7 * day });
    const refined = { from: start - 58 * minute, to: start - 31 * minute };
    expect(await measureOutage(deps(), kept, { refined, share: '0.5' }, now, 'On the minutes.')).toBe(true);
    expect(await measureOutage(deps(), kept, { refined: null }, now, 'Too late.')).toBe(false);
    const { id } = kept;
    expect(await page(id)).toMatchObject({ share: '0.5', endsBy: 'refined', revision: 3 });
    await correctOutage(deps(), anna, any(id), { fault: 'vendor', vendor: 'psp' });
    await draftOutage(deps(), { ...ended, kind: 'false-positive' }, now, 'Dismissed.');
    expect(await page(id)).toMatchObject({ kind: 'unplanned', fault: 'vendor' });
  });

  it('pages through many in either order without leaving one out or showing one twice', async () => {
    const outages = Array.from({ length: 23 }, (_, nth) => ({
      ...told({
        from: new Date(start - (nth + 1) * day).toISOString(),
        to: new Date(start - (nth + 1) * day + hour).toISOString(),
      }),
      id: `n${nth % 12}-${nth}`,
    }));
    await importOutages(deps(), anna, OutageImport.parse({ source: 'log', outages }));
    for (const order of ['newest', 'overdue-first']) {
      const ids: string[] = [];
      let cursor: string | null | undefined;
      do {
        const answer = await list({ order, limit: 5, ...(cursor ? { cursor } : {}) });
        expect(answer.counts).toEqual({ all: 23, overdue: 16, waiting: 0 });
        ids.push(...answer.outages.map(({ id }) => id));
        cursor = answer.next;
        // time goes on between two pages
        now += minute;
      } while (cursor);
      expect(new Set(ids).size).toBe(23);
      expect(ids).toHaveLength(23);
    }
    const some = await list({ from: '2026-10-30T00:00:00Z', to: '2026-11-01T00:00:00Z', subject: 'process:payment' });
    expect(some.counts.all).toBe(2);
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(list({ subject: 'payment' })).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('goes on in one chain though many write at once', async () => {
    const { id } = await addOutage(deps(), anna, told());
    const writers = Array.from({ length: 12 }, (_, nth) =>
      nth % 3 === 0
        ? records()
            .transaction()
            .execute((transaction) =>
              appendTrail(transaction, [
                { at: now, kind: 'report', subject: `r${nth}`, what: 'frozen', by: null, reason: null, content: '{}' },
              ]),
            )
        : correctOutage(deps(), anna, any(id), { cause: `cause ${nth}` }),
    );
    await Promise.all(writers);
    const lines = await trail();
    expect(lines.map(({ line }) => line)).toEqual(lines.map((_, nth) => nth + 1));
    expect(lines).toHaveLength(13);
    expect(lines.slice(1).every(({ previous }, nth) => previous === lines[nth]!.hash)).toBe(true);
    expect((await page(id)).revision).toBe(9);
  });
});
