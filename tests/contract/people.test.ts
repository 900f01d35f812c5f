import { beforeEach, expect, it } from 'vitest';
import { changePassword, signOut } from '../../src/features/access/actions/account.ts';
import { beginSession } from '../../src/features/access/actions/begin-session.ts';
import { editPerson } from '../../src/features/access/actions/edit-person.ts';
import { becomeAdministrator, makeAdministratorLink } from '../../src/features/access/actions/first-administrator.ts';
import { acceptInvitation, lookAtInvitation } from '../../src/features/access/actions/invitations.ts';
import { createPasswords } from '../../src/features/access/actions/passwords.ts';
import { createPerson, endSessions, inviteAgain } from '../../src/features/access/actions/people.ts';
import { signIn } from '../../src/features/access/actions/sign-in.ts';
import { NewPerson } from '../../src/features/access/contract.ts';
import { type PeopleQueries, peopleQueries } from '../../src/features/access/queries/people.ts';
import { secretHash, sessionLife } from '../../src/features/access/session.ts';
import { byAddress, byName, Throttle } from '../../src/features/access/throttle.ts';
import { machine } from '../../src/features/access/who.ts';
import { day, hour, minute } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const start = Date.UTC(2026, 10, 20, 10);
const facts = { address: '192.0.2.7', agent: 'a browser' };
const doer = { who: machine, address: '127.0.0.1' };
const password = 'correct horse battery';
const passwords = createPasswords();

describeOnRecords('people', (records) => {
  let now: number;
  let people: PeopleQueries;
  let attempts: { names: Throttle; addresses: Throttle };
  const deps = () => ({ records: records(), now: () => now, sessionLife: sessionLife(12, 30), passwords, attempts });
  beforeEach(() => {
    now = start;
    people = peopleQueries(deps());
    attempts = { names: new Throttle(byName), addresses: new Throttle(byAddress) };
  });

  const code = (asked: Promise<unknown>) => asked.then(() => 'done').catch((error: { code: string }) => error.code);
  const first = async (name = 'root', link?: string) => {
    const secret = link ?? (await makeAdministratorLink(deps(), doer)).secret;
    return becomeAdministrator(deps(), { secret, name, displayName: 'Root', password }, facts);
  };
  const add = async (name: string, roles: ('reader' | 'administrator')[] = ['reader']) => {
    const { person, invitation } = await createPerson(
      deps(),
      doer,
      NewPerson.parse({ name, displayName: name, roles }),
    );
    return { person, secret: invitation.secret };
  };
  const member = async (name: string, roles?: ('reader' | 'administrator')[]) => {
    const { person, secret } = await add(name, roles);
    const begun = await acceptInvitation(deps(), { secret, password }, facts);
    return { id: person.id, begun };
  };
  const rowOf = async (name: string) => (await people.people()).find((person) => person.name === name)!;
  const edit = async (name: string, change: object, ifVersion?: number) => {
    const { id } = await rowOf(name);
    return editPerson(deps(), doer, { id, ifVersion, edit: change });
  };
  const inside = async (secret: string) => (await people.sessionOf(secret, true))?.person.name ?? null;
  const audited = async (action: string) => {
    const lines = await records().selectFrom('audit').selectAll().where('action', '=', action).orderBy('id').execute();
    return lines.map(({ who_name, subject, outcome, address }) => [who_name, subject, outcome, address]);
  };

  it('begin with one administrator, made by the link of the machine', async () => {
    expect(await people.hasAdministrator()).toBe(false);
    const { person, secret } = await first();
    expect(person).toMatchObject({ name: 'root', roles: ['administrator'], money: 'all' });
    expect(await people.hasAdministrator()).toBe(true);
    expect(await inside(secret)).toBe('root');
    expect(await audited('administrator.become')).toEqual([['root', 'person root', 'done', '192.0.2.7']]);
  });

  it('let one of two win who use a link at the same time', async () => {
    const { secret } = await makeAdministratorLink(deps(), doer);
    const both = await Promise.all([code(first('one', secret)), code(first('two', secret))]);
    expect(both.toSorted()).toEqual(['done', 'link_spent']);
    expect(await people.people()).toHaveLength(1);
    expect(await code(first('three', secret))).toBe('link_spent');
  });

  it('refuse a link that is old, replaced or made up', async () => {
    const old = await makeAdministratorLink(deps(), doer);
    now += hour;
    expect(await code(first('root', old.secret))).toBe('link_spent');
    const replaced = await makeAdministratorLink(deps(), doer);
    await makeAdministratorLink(deps(), doer);
    expect(await code(first('root', replaced.secret))).toBe('link_spent');
    expect(await code(first('root', 'made-up'))).toBe('link_spent');
    expect(await people.people()).toEqual([]);
  });

  it('let the machine help an administrator who forgot the password', async () => {
    const before = await first();
    const next = { secret: (await makeAdministratorLink(deps(), doer)).secret, name: 'root', displayName: 'Root' };
    await becomeAdministrator(deps(), { ...next, password: 'another long one' }, facts);
    expect(await inside(before.secret)).toBe(null);
    expect(await code(signIn(deps(), { name: 'root', password }, facts))).toBe('wrong_credentials');
    expect(await code(signIn(deps(), { name: 'root', password: 'another long one' }, facts))).toBe('done');
    expect(await people.people()).toHaveLength(1);
  });

  it('come in by an invitation, once', async () => {
    const { secret } = await add('anna');
    expect(await rowOf('anna')).toMatchObject({ state: 'invited', signsInBy: 'nothing yet', lastSeenAt: null });
    expect(await lookAtInvitation(deps(), secret)).toMatchObject({ name: 'anna', displayName: 'anna' });
    const both = [1, 2].map(() => code(acceptInvitation(deps(), { secret, password }, facts)));
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'link_spent']);
    expect(await rowOf('anna')).toMatchObject({ state: 'active', signsInBy: 'password' });
    expect(await code(lookAtInvitation(deps(), secret))).toBe('link_spent');
    expect(await code(add('anna'))).toBe('conflict');
  });

  it('need a new invitation after seven days; the one before it no longer holds', async () => {
    const { person, secret } = await add('anna');
    const again = await inviteAgain(deps(), doer, person.id);
    expect(await code(lookAtInvitation(deps(), secret))).toBe('link_spent');
    now += 7 * day;
    expect(await code(lookAtInvitation(deps(), again.secret))).toBe('link_spent');
  });

  it('sign in with name and password, whatever the case of the name', async () => {
    await member('anna');
    const { secret, person } = await signIn(deps(), { name: ' Anna ', password }, facts);
    expect(person.name).toBe('anna');
    expect(await inside(secret)).toBe('anna');
    expect(await inside(`${secret}x`)).toBe(null);
  });

  it('are told the same for every kind of wrong, which is written down without what was typed', async () => {
    await member('anna');
    await member('gone');
    await edit('gone', { disabled: true });
    await add('invited');
    const answers = [];
    for (const [name, typed] of [
      ['anna', 'not this one'],
      ['nobody', password],
      ['gone', password],
      ['invited', password],
    ]) {
      const refused = await signIn(deps(), { name: name!, password: typed! }, facts).catch((error: unknown) => error);
      answers.push(JSON.stringify(refused, ['code', 'message', 'details']), String(refused));
    }
    expect(new Set(answers).size).toBe(2);
    const lines = await audited('session.begin');
    expect(lines.filter(([, , outcome]) => outcome === 'refused').map(([, subject]) => subject)).toEqual([
      'person anna',
      'person (unknown name)',
      'person gone',
      'person invited',
    ]);
    const log = JSON.stringify(await records().selectFrom('audit').selectAll().execute());
    expect(log).not.toMatch(/nobody"?,"subject":"person nobody|not this one|correct horse/);
  });

  it('may guess so often, for a name and from an address, also all at once', async () => {
    await member('anna');
    const guess = (name: string, from = facts) => code(signIn(deps(), { name, password: 'wrong wrong' }, from));
    const all = await Promise.all(Array.from({ length: 14 }, () => guess('anna')));
    expect(all.filter((one) => one === 'wrong_credentials')).toHaveLength(10);
    expect(all.filter((one) => one === 'too_many_attempts')).toHaveLength(4);
    const elsewhere = { ...facts, address: '192.0.2.8' };
    expect(await code(signIn(deps(), { name: 'anna', password }, elsewhere))).toBe('too_many_attempts');
    now += minute;
    expect(await code(signIn(deps(), { name: 'anna', password }, elsewhere))).toBe('done');
    const refused = (await audited('session.begin')).filter(([, , outcome]) => outcome === 'refused');
    expect(refused).toHaveLength(10);
    for (let nth = 0; nth < 7; nth++) {
      const names = Array.from({ length: 10 }, (_, index) => guess(`name-${nth}-${index}`));
      const codes = new Set(await Promise.all(names));
      expect([...codes]).toContain(nth < 6 ? 'wrong_credentials' : 'too_many_attempts');
    }
    await expect(signIn(deps(), { name: 'ben', password }, facts)).rejects.toMatchObject({
      details: { retryAfterSeconds: 5 },
    });
  }, 30_000);

  it('lose a session that is idle for half a day, and every one after thirty days', async () => {
    const { begun } = await member('anna');
    now += 11 * hour;
    expect(await inside(begun.secret)).toBe('anna');
    now += 12 * hour;
    expect(await inside(begun.secret)).toBe(null);
    const second = await signIn(deps(), { name: 'anna', password }, facts);
    for (let hours = 0; hours < 30 * 24 - 10; hours += 10) {
      now += 10 * hour;
      expect(await inside(second.secret)).toBe('anna');
    }
    now += 10 * hour;
    expect(await inside(second.secret)).toBe(null);
  });

  it('have their last use written once a minute, and no secret', async () => {
    const { begun } = await member('anna');
    const seen = async () =>
      (await records().selectFrom('sessions').select('seen_at').executeTakeFirstOrThrow()).seen_at;
    now += minute - 1;
    await inside(begun.secret);
    expect(await seen()).toBe(start);
    now += 1;
    await people.sessionOf(begun.secret, false);
    expect(await seen()).toBe(start);
    await inside(begun.secret);
    expect(await seen()).toBe(start + minute);
    expect((await rowOf('anna')).lastSeenAt).toBe('2026-11-20T10:01:00Z');
    const stored = JSON.stringify([
      await records().selectFrom('sessions').selectAll().execute(),
      await records().selectFrom('links').selectAll().execute(),
      await records().selectFrom('people').selectAll().execute(),
    ]);
    expect(stored).not.toContain(begun.secret);
    expect(stored).toContain(secretHash(begun.secret));
    expect(stored).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
    expect(stored).not.toContain(password);
  });

  it('change their password, and every other session ends', async () => {
    const { begun } = await member('anna');
    const other = await signIn(deps(), { name: 'anna', password }, facts);
    const { person, hash } = (await people.sessionOf(begun.secret, false))!;
    const change = (current: string) =>
      code(changePassword(deps(), person, hash, { current, next: 'a new long one' }, facts));
    expect(await change('wrong')).toBe('wrong_credentials');
    expect(await inside(other.secret)).toBe('anna');
    expect(await change(password)).toBe('done');
    expect(await inside(begun.secret)).toBe('anna');
    expect(await inside(other.secret)).toBe(null);
    expect(await code(signIn(deps(), { name: 'anna', password }, facts))).toBe('wrong_credentials');
    expect((await audited('person.password')).map(([, , outcome]) => outcome)).toEqual(['refused', 'done']);
  });

  it('sign out, here or everywhere', async () => {
    const { id, begun } = await member('anna');
    const other = await signIn(deps(), { name: 'anna', password }, facts);
    const third = await beginSession(deps(), id, facts, 'openid');
    const { person, hash } = (await people.sessionOf(begun.secret, false))!;
    await signOut(deps(), person, hash, facts);
    expect([await inside(begun.secret), await inside(other.secret)]).toEqual([null, 'anna']);
    await endSessions(deps(), doer, id);
    expect([await inside(other.secret), await inside(third.secret)]).toEqual([null, null]);
    expect(await code(endSessions(deps(), doer, 'nobody'))).toBe('not_found');
  });

  it('hold at most fifty sessions each', async () => {
    const { id, begun } = await member('anna');
    for (let nth = 0; nth < 50; nth++) {
      now += 1;
      await beginSession(deps(), id, facts, 'password');
    }
    expect(await records().selectFrom('sessions').select('hash').execute()).toHaveLength(50);
    expect(await inside(begun.secret)).toBe(null);
  });

  it('are changed against the version that was looked at', async () => {
    await member('anna');
    const { version } = await rowOf('anna');
    const changed = await edit(
      'anna',
      { roles: ['editor', 'auditor'], money: ['pay'], email: 'anna@example.com' },
      version,
    );
    expect(changed).toMatchObject({ roles: ['editor', 'auditor'], money: ['pay'], version: version + 1 });
    expect(await code(edit('anna', { roles: ['reader'] }, version))).toBe('precondition_failed');
    expect(await edit('anna', { displayName: 'anna' })).toMatchObject({ version: version + 1 });
    const [line] = await records().selectFrom('audit').selectAll().where('action', '=', 'person.edit').execute();
    expect(JSON.parse(line!.details)).toEqual({
      roles: [['reader'], ['editor', 'auditor']],
      money: [[], ['pay']],
      email: 'changed',
    });
  });

  it('let one of two win who change the same person at the same time', async () => {
    await member('anna');
    const { version } = await rowOf('anna');
    const both = await Promise.all([
      code(edit('anna', { roles: ['editor'] }, version)),
      code(edit('anna', { roles: ['auditor'] }, version)),
    ]);
    expect(both.toSorted()).toEqual(['done', 'precondition_failed']);
  });

  it('are out at once when disabled, and an old session does not come back', async () => {
    const { begun, id } = await member('anna');
    const { secret } = await inviteAgain(deps(), doer, id);
    await edit('anna', { disabled: true });
    expect(await inside(begun.secret)).toBe(null);
    expect(await code(lookAtInvitation(deps(), secret))).toBe('link_spent');
    expect(await code(inviteAgain(deps(), doer, id))).toBe('conflict');
    expect(await code(beginSession(deps(), id, facts, 'openid'))).toBe('wrong_credentials');
    expect((await rowOf('anna')).state).toBe('disabled');
    await edit('anna', { disabled: false });
    expect(await inside(begun.secret)).toBe(null);
    expect(await code(signIn(deps(), { name: 'anna', password }, facts))).toBe('done');
  });

  it('always keep an administrator who can sign in', async () => {
    await first();
    await add('invited', ['administrator']);
    expect(await code(edit('root', { disabled: true }))).toBe('conflict');
    expect(await code(edit('root', { roles: ['reader'] }))).toBe('conflict');
    expect(await rowOf('root')).toMatchObject({ state: 'active', roles: ['administrator'] });
    await member('anna', ['administrator']);
    const both = await Promise.all([code(edit('root', { disabled: true })), code(edit('anna', { roles: ['reader'] }))]);
    expect(both.toSorted()).toEqual(['conflict', 'done']);
    expect(await people.hasAdministrator()).toBe(true);
  });
});
