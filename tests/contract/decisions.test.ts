import { beforeEach, expect, it } from 'vitest';
import { type Role, rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person, type Who } from '../../src/features/access/who.ts';
import { applyCatalog } from '../../src/features/catalog/actions.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { type CatalogQueries, catalogQueries } from '../../src/features/catalog/queries.ts';
import { levelAt } from '../../src/features/catalog/terms-history.ts';
import { proposeDecision, signDecision, withdrawDecision } from '../../src/features/criticality/actions/decisions.ts';
import type { Side } from '../../src/features/criticality/decisions/decision-contract.ts';
import { decidedIn, decisionQueries } from '../../src/features/criticality/queries/decisions.ts';
import { day, hour } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const start = Date.UTC(2026, 10, 20, 10);
const files = (level = 'standard') => [
  {
    path: 'shop.yaml',
    text: `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  level: ${level}
  productManager: user:anna
  timeZone: Europe/Warsaw
  steps: [paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
`,
  },
];

const person = (name: string, ...roles: Role[]): Person => ({
  ...{ kind: 'person', id: `id-${name}`, name, displayName: name.toUpperCase(), roles },
  ...{ rights: rightsOf(roles), money: [] },
});
const anna = person('anna', 'product-manager');
const ewa = person('ewa', 'product-manager');
const piotr = person('piotr', 'editor');
const root = person('root', 'administrator');

describeOnRecords('decisions', (records) => {
  let now: number;
  let catalog: CatalogQueries;
  const open = () => catalogQueries({ records: records(), decisions: () => decidedIn(records()), now: () => now });
  const deps = () => ({ records: records(), now: () => now, catalog });
  const queries = () => decisionQueries(deps());
  const asking = (who: Who) => ({ who, address: '192.0.2.7' });
  const apply = async (level?: string) => {
    const input = { files: files(level), dryRun: false, doer: asking(machine) };
    const applied = await applyCatalog({ records: records(), kinds: catalogKinds, now: () => now }, input);
    await catalog.reload();
    return applied;
  };
  beforeEach(async () => {
    now = start;
    catalog = open();
    await apply();
  });

  const propose = (level: 'critical' | 'important' | 'standard', more: object = {}) =>
    proposeDecision(deps(), asking(anna), {
      ...{ process: 'payment', level, thresholds: null, reason: 'Nobody can pay without it.' },
      ...more,
    });
  const sign = (id: string, who: Who, side: Side) => signDecision(deps(), asking(who), id, side);
  const code = (asked: Promise<unknown>) => asked.then(() => 'done').catch((error: { code: string }) => error.code);
  const levelNow = () => catalog.current().documents[0]?.spec as { level: string };
  const both = async (id: string) => {
    await sign(id, anna, 'business');
    await sign(id, piotr, 'technology');
  };

  it('hold once both have signed, in the place of what the file says', async () => {
    const id = await propose('critical');
    expect(id).toBe('payment-1');
    now += hour;
    await sign(id, anna, 'business');
    expect(levelNow().level).toBe('standard');
    expect(await queries().one(id)).toMatchObject({ state: 'proposed', validFrom: '2026-11-20T10:00:00Z' });
    now += hour;
    await sign(id, piotr, 'technology');
    expect(levelNow().level).toBe('critical');
    const shown = await queries().all([]);
    expect(shown.processes[0]).toMatchObject({
      level: 'critical',
      from: 'decision',
      fileLevel: 'standard',
      waiting: [],
    });
    expect(shown.processes[0]?.inForce).toMatchObject({
      version: 1,
      state: 'in-force',
      // not before the second signature
      validFrom: '2026-11-20T12:00:00Z',
      proposedBy: 'ANNA',
      signatures: [
        { side: 'business', name: 'ANNA', at: '2026-11-20T11:00:00Z', instead: null },
        { side: 'technology', name: 'PIOTR', at: '2026-11-20T12:00:00Z', instead: null },
      ],
      differences: [{ field: 'level', before: 'standard', after: 'critical' }],
    });
    const lines = await records().selectFrom('audit').selectAll().orderBy('id').execute();
    const written = lines.map(({ who_name, action, subject }) => [who_name, action, subject]);
    expect(written.slice(1)).toEqual([
      ['anna', 'decision.propose', 'decision payment-1'],
      ['anna', 'decision.sign', 'decision payment-1'],
      ['piotr', 'decision.sign', 'decision payment-1'],
    ]);
  });

  it('are signed by two people, never by the machine or a token', async () => {
    const id = await propose('critical');
    expect(await code(sign(id, machine, 'business'))).toBe('not_allowed');
    const token: Who = {
      ...{ kind: 'token', id: 't', name: 't', rights: machine.rights, money: 'all' },
      ...{ sources: [], processes: null, components: null, environments: null },
    };
    expect(await code(sign(id, token, 'technology'))).toBe('not_allowed');
    expect(await code(sign(id, piotr, 'business'))).toBe('not_allowed');
    await sign(id, root, 'business');
    expect(await code(sign(id, root, 'technology'))).toBe('not_allowed');
    expect(await code(sign(id, anna, 'business'))).toBe('conflict');
    expect(await code(sign('payment-9', anna, 'business'))).toBe('not_found');
    expect((await queries().one(id)).signatures).toMatchObject([{ name: 'ROOT', instead: 'user:anna' }]);
    await sign(id, piotr, 'technology');
    expect((await queries().one(id)).state).toBe('in-force');
  });

  it('let one of two win who sign the same side at the same time, and hold against a withdrawal', async () => {
    const id = await propose('critical');
    const two = await Promise.all([code(sign(id, anna, 'business')), code(sign(id, ewa, 'business'))]);
    expect(two.toSorted()).toEqual(['conflict', 'done']);
    const race = await Promise.all([
      code(sign(id, piotr, 'technology')),
      code(withdrawDecision(deps(), asking(anna), id)),
    ]);
    expect(race.toSorted()).toEqual(['conflict', 'done']);
    expect(['in-force', 'withdrawn']).toContain((await queries().one(id)).state);
  });

  it('are withdrawn until both have signed, and then stand', async () => {
    const first = await propose('critical');
    await withdrawDecision(deps(), asking(piotr), first);
    expect(await code(withdrawDecision(deps(), asking(piotr), first))).toBe('conflict');
    expect(await code(sign(first, anna, 'business'))).toBe('conflict');
    const second = await propose('important');
    await both(second);
    expect(await code(withdrawDecision(deps(), asking(piotr), second))).toBe('conflict');
    const { decisions } = await queries().history('payment', []);
    expect(decisions.map(({ id, state }) => [id, state])).toEqual([
      [second, 'in-force'],
      [first, 'withdrawn'],
    ]);
  });

  it('begin on their day, after which the past is still read by the level of its time, also after a restart', async () => {
    await both(await propose('important'));
    const id = await propose('critical', { validFrom: '2026-11-22T10:00:00Z' });
    await both(id);
    expect((await queries().one(id)).state).toBe('signed');
    expect(levelNow().level).toBe('important');
    expect(catalog.isDue(start + 2 * day - 1)).toBe(false);
    expect(catalog.isDue(start + 2 * day)).toBe(true);
    now = start + 2 * day;
    const before = catalog.current().revision;
    await catalog.reload();
    expect(levelNow().level).toBe('critical');
    expect(catalog.current().version).toBe(1);
    expect(catalog.current().revision).not.toBe(before);
    for (const read of [catalog, open()]) {
      await read.reload();
      const levels = [start - 1, start, now - 1, now].map((at) => levelAt(read.current(), 'payment', at));
      expect(levels).toEqual([null, 'important', 'important', 'critical']);
      const then = await read.at(now - 1);
      expect(then.documents[0]?.spec).toMatchObject({ level: 'important' });
    }
    const { decisions } = await queries().history('payment', []);
    expect(decisions.map(({ state, validUntil }) => [state, validUntil])).toEqual([
      ['in-force', null],
      ['superseded', '2026-11-22T10:00:00Z'],
    ]);
  });

  it('are left alone by an apply, whose difference is that of the files', async () => {
    await both(await propose('critical', { thresholds: { partial: '0.10', total: '0.30' } }));
    expect(levelNow()).toMatchObject({ level: 'critical', thresholds: { partial: '0.10' } });
    expect((await apply()).changes).toEqual([]);
    const { changes } = await apply('important');
    expect(changes).toEqual([
      {
        ...{ change: 'changed', kind: 'Process', name: 'payment' },
        fields: [{ field: 'spec.level', before: 'standard', after: 'important' }],
      },
    ]);
    expect(levelNow().level).toBe('critical');
    expect(catalog.files().documents[0]?.spec).toMatchObject({ level: 'important', thresholds: { partial: '0.20' } });
    expect(catalog.current().documents[0]?.outranked).toMatchObject({ version: 1, fileLevel: 'important' });
  });

  it('are refused for a process that is not there', async () => {
    expect(await code(propose('critical', { process: 'paymnet' }))).toBe('not_found');
    expect(await code(queries().history('paymnet', []))).toBe('not_found');
    expect((await queries().history('payment', ['business'])).maySign).toEqual(['business']);
  });

  it('get their numbers one by one, also when two propose at once', async () => {
    const asked = await Promise.all([code(propose('critical')), code(propose('important'))]);
    expect(asked).toContain('done');
    const ids = (await queries().history('payment', [])).decisions.map(({ id }) => id);
    expect(ids).toHaveLength(asked.filter((one) => one === 'done').length);
    expect(await propose('standard')).toBe(`payment-${ids.length + 1}`);
  });
});
