import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import { tellCustomers } from '../../src/features/agreements/actions/tell-customers.ts';
import { statusJob } from '../../src/features/agreements/jobs/status.ts';
import { agreementKinds } from '../../src/features/agreements/kinds.ts';
import { postsShown } from '../../src/features/agreements/queries/posts-shown.ts';
import { postsMark, statusPosts } from '../../src/features/agreements/queries/status-posts.ts';
import type { StatusModel } from '../../src/features/agreements/status/status-model.ts';
import { NewPost } from '../../src/features/agreements/status-contract.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { addOutage } from '../../src/features/outages/actions/outages.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { minute } from '../../src/maths/instants.ts';
import { statusCatalogue } from '../end-to-end/status-world.ts';
import { describeOnRecords } from './records-engines.ts';

const { documents } = readFiles([{ path: 'c.yaml', text: statusCatalogue }], [...catalogKinds, ...agreementKinds]);
const catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;
const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['editor'] },
  ...{ rights: rightsOf(['editor']), money: 'all' },
};
const asking = { who: anna, address: '192.0.2.7' };
const start = Date.parse('2026-11-20T10:00:00Z');
const post = (more: object) => NewPost.parse({ status: 'investigating', body: { en: 'We look into it.' }, ...more });

describeOnRecords('what customers are told', (records) => {
  let now: number;
  let id: string;
  const deps = () => ({ records: records(), now: () => now, catalog: { current: () => catalog } });

  beforeEach(async () => {
    now = start;
    const told = { subject: { kind: 'process', name: 'payment' }, kind: 'unplanned', share: '0.6' } as const;
    const rest = { from: '2026-11-20T09:30:00Z', to: null, fault: 'own', vendor: null } as const;
    const outage = await addOutage(deps(), asking, { ...told, ...rest, cause: '', causeKind: null, summary: '' });
    ({ id } = outage);
  });

  it('is kept in the order of its writing, with who told it, in one commit with the audit line', async () => {
    const before = await postsMark(records());
    await tellCustomers(deps(), asking, id, post({ title: { en: 'Cards fail', pl: '' } }));
    now -= minute;
    await tellCustomers(deps(), asking, id, post({ status: 'resolved', body: { en: 'Żółw 🐢', pl: 'Działa' } }));
    expect(await postsMark(records())).not.toBe(before);
    const kept = await statusPosts(records(), id);
    expect(kept).toMatchObject([
      { at: start, by: { id: 'id-anna', name: 'Anna' }, title: { en: 'Cards fail', pl: null } },
      { at: start + 1, status: 'resolved', title: null, body: { en: 'Żółw 🐢', pl: 'Działa' } },
    ]);
    expect(await postsShown(deps(), id)).toMatchObject({
      shown: true,
      title: { en: 'Cards fail' },
      posts: [{ status: 'resolved' }, { status: 'investigating', by: 'Anna' }],
    });
    const audit = await records().selectFrom('audit').select('action').where('action', '=', 'outage.tell').execute();
    expect(audit).toHaveLength(2);
  });

  it('leaves nothing behind where it is refused', async () => {
    await expect(tellCustomers(deps(), asking, id, post({}))).rejects.toMatchObject({ code: 'bad_input' });
    await expect(tellCustomers(deps(), asking, 'none', post({}))).rejects.toMatchObject({ code: 'not_found' });
    const counted = await records().selectFrom('audit').select('id').where('action', '=', 'outage.tell').execute();
    expect([await statusPosts(records()), counted]).toEqual([[], []]);
  });

  it('makes the page anew when something was told, and leaves it as it was while the records do not answer', async () => {
    const taken: (StatusModel | null)[] = [];
    const book = {
      model: () => taken.at(-1) ?? null,
      take: async (model: StatusModel | null) => void taken.push(model),
    };
    let isDown = false;
    const real = outageQueries({ records: records() });
    const outages = { ...real, head: () => (isDown ? Promise.reject(new Error('down')) : real.head()) };
    const measurements = { ask: async () => [{ subject: 'process:payment', firstMeasured: start - 40 * 86_400_000 }] };
    const log = { warn: () => undefined };
    const jobDeps = { records: records(), catalog: () => catalog, outages, status: book, log };
    const job = statusJob({ ...jobDeps, measurements: measurements as never });

    await job.run(now);
    await job.run(now + 1_000);
    expect(taken).toHaveLength(1);
    expect(taken[0]!.components[0]).toMatchObject({ status: 'operational' });
    expect(taken[0]!.components[0]!.days.filter(({ known }) => known)).toHaveLength(41);
    await tellCustomers(deps(), asking, id, post({ title: { en: 'Cards fail' } }));
    await job.run(now + 2_000);
    expect(book.model()).toMatchObject({
      asOf: now + 2_000,
      components: [{ status: 'major_outage' }, {}],
      incidents: [{ posts: [{}] }],
    });
    isDown = true;
    await expect(job.run(now + 5 * minute)).rejects.toThrow('down');
    expect(book.model()).toMatchObject({ asOf: now + 2_000 });
  });
});
