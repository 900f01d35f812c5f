import { beforeEach, expect, it, vi } from 'vitest';
import { createToken, revokeToken, rotateToken } from '../../src/features/access/actions/tokens.ts';
import { NewToken } from '../../src/features/access/contract.ts';
import { type TokenQueries, tokenQueries } from '../../src/features/access/queries/tokens.ts';
import { rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person } from '../../src/features/access/who.ts';
import { day, hour, minute, second, toRfc3339 } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const start = Date.UTC(2026, 10, 20, 10);
const anna: Person = {
  kind: 'person',
  id: 'p1',
  name: 'anna',
  displayName: 'Anna',
  roles: ['administrator'],
  rights: rightsOf(['administrator']),
  money: ['pay'],
};
const by = (who: typeof anna | typeof machine) => ({ who, address: '127.0.0.1' });
const shop = (change: object = {}) =>
  NewToken.parse({ name: 'shop', scopes: ['ingest'], sources: ['shop-events'], ...change });

describeOnRecords('tokens', (records) => {
  let now: number;
  let tokens: TokenQueries;
  const deps = () => ({ records: records(), now: () => now, tokens });
  const lastUse = async () => (await tokens.list())[0]!.lastUsedAt;
  beforeEach(() => {
    now = start;
    tokens = tokenQueries({ records: records(), now: () => now });
  });

  it('say who holds them and what it may do, and nothing for any other text', async () => {
    const { secret, token } = await createToken(deps(), shop({ processes: ['payment'], money: ['pay'] }), by(anna));
    expect(secret).toMatch(new RegExp(`^waga_${token.id}_[A-Za-z0-9_-]{43}$`));
    const holder = await tokens.holderOf(secret);
    expect(holder).toMatchObject({ kind: 'token', id: token.id, name: 'shop', sources: ['shop-events'] });
    expect(holder).toMatchObject({ processes: ['payment'], components: null, money: ['pay'] });
    expect([...holder!.rights]).toEqual(['ingest']);
    const other = secret.at(-1) === 'A' ? 'B' : 'A';
    const wrong = [`${secret.slice(0, -1)}${other}`, secret.slice(0, -1), `${secret}A`, '', 'waga_machine_x', token.id];
    for (const text of wrong) expect(await tokens.holderOf(text)).toBeNull();
  });

  it('are stored hashed, so that the records tell no secret', async () => {
    const { secret } = await createToken(deps(), shop(), by(machine));
    const row = await records().selectFrom('tokens').selectAll().executeTakeFirstOrThrow();
    expect(JSON.stringify(row)).not.toContain(secret.slice(16));
    const log = await records().selectFrom('audit').selectAll().execute();
    expect(JSON.stringify(log)).not.toContain(secret.slice(16));
  });

  it('end with their time', async () => {
    const { secret } = await createToken(deps(), shop({ expiresInDays: 1 }), by(machine));
    now = start + day - 1;
    expect(await tokens.holderOf(secret)).not.toBeNull();
    now = start + day;
    expect(await tokens.holderOf(secret)).toBeNull();
    expect((await tokens.list())[0]!.state).toBe('expired');
  });

  it('are revoked at once, although their row was kept in memory', async () => {
    const { secret, token } = await createToken(deps(), shop(), by(machine));
    expect(await tokens.holderOf(secret)).not.toBeNull();
    await revokeToken(deps(), token.id, by(anna));
    expect(await tokens.holderOf(secret)).toBeNull();
    await revokeToken(deps(), token.id, by(anna));
    await expect(rotateToken(deps(), token.id, 0, by(anna))).rejects.toMatchObject({ code: 'conflict' });
  });

  it('are revoked within five seconds when another process did it', async () => {
    const { secret, token } = await createToken(deps(), shop(), by(machine));
    expect(await tokens.holderOf(secret)).not.toBeNull();
    const elsewhere = { ...deps(), tokens: tokenQueries(deps()) };
    await revokeToken(elsewhere, token.id, by(anna));
    now += 5 * second;
    expect(await tokens.holderOf(secret)).toBeNull();
  });

  it('get a new secret without a gap: the one before goes on for the grace, and no longer than its own end', async () => {
    const first = await createToken(deps(), shop({ expiresInDays: 2 }), by(machine));
    now = start + day;
    const second = await rotateToken(deps(), first.token.id, 60, by(machine));
    expect(second.token).toMatchObject({ expiresAt: toRfc3339(start + 3 * day), previousUntil: toRfc3339(now + hour) });
    now += hour - 1;
    expect(await tokens.holderOf(first.secret)).not.toBeNull();
    expect(await tokens.holderOf(second.secret)).not.toBeNull();
    now += 1;
    expect(await tokens.holderOf(first.secret)).toBeNull();
    expect(await tokens.holderOf(second.secret)).not.toBeNull();
    now = start + 3 * day - minute;
    const third = await rotateToken(deps(), first.token.id, 60, by(machine));
    expect(third.token.previousUntil).toBe(toRfc3339(start + 3 * day));
    expect(await tokens.holderOf(first.secret)).toBeNull();
  });

  it('are never made, nor rotated, for more than the maker may see', async () => {
    await expect(createToken(deps(), shop({ money: 'all' }), by(anna))).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(createToken(deps(), shop({ money: ['loan'] }), by(anna))).rejects.toMatchObject({
      code: 'not_allowed',
    });
    const { token } = await createToken(deps(), shop({ money: 'all' }), by(machine));
    await expect(rotateToken(deps(), token.id, 60, by(anna))).rejects.toMatchObject({ code: 'not_allowed' });
  });

  it('bear names of their own and sources to speak for', async () => {
    await createToken(deps(), shop(), by(machine));
    await expect(createToken(deps(), shop(), by(machine))).rejects.toMatchObject({ code: 'conflict' });
    await expect(createToken(deps(), shop({ name: 'b', sources: [] }), by(machine))).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect((await tokens.list()).map(({ name }) => name)).toEqual(['shop']);
  });

  it('stand in the audit log with everything that was done to them', async () => {
    const { token } = await createToken(deps(), shop(), by(machine));
    await rotateToken(deps(), token.id, 5, by(anna));
    await revokeToken(deps(), token.id, by(anna));
    const log = await records().selectFrom('audit').selectAll().orderBy('id').execute();
    expect(log.map(({ who_name, action, subject }) => `${who_name} ${action} ${subject}`)).toEqual([
      'machine token.create token shop',
      'anna token.rotate token shop',
      'anna token.revoke token shop',
    ]);
  });

  it('tell their last use, written once a minute', async () => {
    const { secret } = await createToken(deps(), shop(), by(machine));
    expect(await lastUse()).toBeNull();
    await tokens.holderOf(secret);
    await vi.waitFor(async () => expect(await lastUse()).toBe(toRfc3339(start)));
    now = start + minute - 1;
    await tokens.holderOf(secret);
    now = start + minute;
    await tokens.holderOf(secret);
    await vi.waitFor(async () => expect(await lastUse()).toBe(toRfc3339(start + minute)));
  });

  it('are found although their last use cannot be written', async () => {
    const { secret } = await createToken(deps(), shop(), by(machine));
    await records().schema.alterTable('tokens').dropColumn('last_used_at').execute();
    expect(await tokens.holderOf(secret)).not.toBeNull();
    await records().selectFrom('tokens').select('id').execute();
    expect(await tokens.holderOf(secret)).not.toBeNull();
  });
});
