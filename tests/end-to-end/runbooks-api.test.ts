import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { openRunbookServer, type RunbookWorld, startTarget, statesOf } from './runbooks-world.ts';

const textOf = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const secret = 'hunter2-hunter2-hunter2';
const folder = mkdtempSync(join(tmpdir(), 'waga-runbooks-'));
let target: Awaited<ReturnType<typeof startTarget>>;
let world: RunbookWorld;

const runbook = (name: string, steps: string) =>
  `apiVersion: waga/v1\nkind: Runbook\nmetadata: {name: ${name}}\nspec:\n  steps:\n${steps}---\n`;
const others = () =>
  runbook('limit', '    - {id: a, title: Sleep, do: command, command: sleep, arguments: ["600"], timeLimit: 300ms}\n') +
  runbook(
    'leaks',
    `    - {id: a, title: Read, do: command, command: read, arguments: ["${join(folder, 'secret')}"]}\n`,
  ) +
  runbook('inside', '    - {id: a, title: Ask, do: http, url: "http://127.0.0.1:9/"}\n') +
  runbook('unnamed', '    - {id: a, title: Run, do: command, command: format-disk}\n') +
  runbook('wrong', '    - {id: a, title: Run, do: command, command: drain-queue, arguments: ["node-1; reboot"]}\n') +
  runbook('strong', '    - {id: a, title: Run, do: command, command: strong}\n') +
  runbook(
    'echo',
    '    - {id: a, title: Ask, do: question, text: Now?, answers: [{answer: "Yes"}]}\n    - {id: b, title: Run, do: command, command: drain-queue, arguments: [node-7]}\n',
  );

beforeAll(async () => {
  target = await startTarget();
  writeFileSync(join(folder, 'secret'), `token=${secret}\n`);
  const local = (text: string) =>
    text
      .replaceAll('mail.internal:8025', target.address)
      .replace(
        '/usr/local/bin/drain-queue',
        fileURLToPath(new URL('../../examples/runbooks/drain-queue', import.meta.url)),
      )
      .replace('file: /etc/waga/mail-operator', `value: ${secret}`)
      .replace('file: /etc/waga/slack-ops', `value: http://${target.address}/slack`)
      .replace('https://hooks.slack.com', `http://${target.address}`)
      .replace('for: 2m', 'for: 1s');
  const given = parse(local(textOf('examples/runbooks/waga.yaml'))) as { commands: object[]; secrets: object };
  const commands = [
    ...given.commands,
    { name: 'sleep', path: '/bin/sleep', arguments: ['[0-9]+'] },
    { name: 'read', path: '/bin/cat', arguments: ['/.*'] },
    { name: 'strong', path: '/bin/echo', right: 'administer' },
  ];
  const flag = { for: `http://${target.address}`, value: `whsec_${Buffer.from('a'.repeat(32)).toString('base64')}` };
  world = await openRunbookServer({ ...given, secrets: { ...given.secrets, flag }, commands });
  await world.apply(`${local(textOf('examples/runbooks/catalog/mails.yaml'))}---\n${others()}`);
});
afterAll(async () => {
  await world.close();
  await target.close();
  rmSync(folder, { recursive: true });
});

describe('the worked example', () => {
  it('is that of the documents', () => {
    const page = textOf('docs/runbooks.md');
    expect(page).toContain(textOf('examples/runbooks/catalog/mails.yaml').split('---\n').at(-1));
    expect(page).toContain(textOf('examples/runbooks/waga.yaml'));
  });

  it('asks, lets another person agree, runs the command, and tells', async () => {
    const anna = await world.person('anna', 'on-call');
    const ben = await world.person('ben', 'on-call');
    const { runbooks } = await world.runbooks(anna);
    expect(runbooks.find(({ name }) => name === 'mails-stuck')).toMatchObject({ problems: [], runs: 0, mayRun: true });
    target.behave((path) => ({
      status: path === '/health' ? 200 : 204,
      body: path === '/health' ? '{"sending":true} private' : '',
    }));
    const { id } = await world.begin('mails-stuck', anna);
    const asked = await world.until(id, 'needs', anna);
    expect(statesOf(asked)).toBe('done done asks waiting waiting waiting waiting waiting');
    expect(asked.may).toEqual(['answer', 'skip', 'undo', 'stop']);
    // two people at once: the first counts
    const answer = { act: 'answer', step: 'ask', answer: 'No, drain it' } as const;
    const statuses = (await Promise.all([world.act(asked, answer, anna), world.act(asked, answer, ben)])).map(
      ({ status }) => status,
    );
    expect(statuses.sort()).toEqual([200, 409]);
    await expect.poll(async () => statesOf(await world.look(id))).toContain('needs-approval');
    const waits = await world.look(id);
    expect((await world.act(waits, { act: 'approve', step: 'drain' }, anna)).status).toBe(403);
    const stale = { ...waits, revision: waits.revision - 1 };
    expect((await world.act(stale, { act: 'approve', step: 'drain' }, ben)).status).toBe(412);
    expect((await world.act(waits, { act: 'approve', step: 'drain' }, ben)).status).toBe(200);
    const run = await world.until(id, 'done');
    expect(run.steps.find((step) => step.id === 'drain')).toMatchObject({
      ...{
        state: 'done',
        by: 'BEN',
        what: 'command drain-queue node-1',
        says: 'It ended with 0.\nqueue of node-1: 0 messages left',
      },
    });
    await expect.poll(() => target.asked.filter(({ path }) => path === '/slack').length).toBe(1);
    expect(
      target.asked
        .filter(({ path }) => path !== '/slack')
        .map(({ method, path, authorization }) => `${method} ${path} ${authorization}`),
    ).toEqual([`POST /intake/pause Bearer ${secret}`, `POST /intake/resume Bearer ${secret}`, 'GET /health null']);
    // nothing of what others answered, and no secret, stands anywhere in it
    expect(JSON.stringify(run)).not.toMatch(/private|hunter2/);
    expect(run.steps.find((step) => step.id === 'check')!.says).toBe(
      'It was answered with 200, and the expected text is in the answer.',
    );
    const told = (await (await world.ask('/api/v1/deliveries')).json()) as {
      deliveries: { title: string; channel: string }[];
    };
    expect(told.deliveries.map(({ title, channel }) => `${channel} ${title}`)).toEqual([
      'ops Mails are stuck: Tell the team',
    ]);
    const { meter } = await world.runbooks();
    // of eight steps two asked somebody; nothing to gather of, a wait of a second, and 5 for each of the other four
    expect(meter).toEqual({ days: 30, runs: 1, steps: { done: 8, alone: 6 }, minutesSaved: 20 });
    expect(await world.audit()).toEqual([
      'anna runbook.run  done',
      'anna runbook.step pause done',
      expect.stringMatching(/^(anna|ben) runbook.answer ask done$/),
      'ben runbook.approve drain done',
      'anna runbook.step drain done',
      'anna runbook.step resume done',
      'anna runbook.step check done',
    ]);
  });

  it('lets a person undo a step while it waits for somebody, and stop the run', async () => {
    const before = target.asked.length;
    const { id } = await world.begin('mails-stuck');
    const asked = await world.until(id, 'needs');
    await world.act(asked, { act: 'answer', step: 'ask', answer: 'No, drain it' });
    await expect.poll(async () => statesOf(await world.look(id))).toContain('needs-approval');
    const stopped = await world.look(id);
    expect((await world.act(stopped, { act: 'undo', step: 'pause' })).status).toBe(200);
    await expect.poll(async () => statesOf(await world.look(id))).toContain('undone');
    expect((await world.act(await world.look(id), { act: 'stop', reason: 'a trial' })).status).toBe(200);
    const run = await world.until(id, 'stopped');
    expect(statesOf(run)).toBe('done undone done skipped waiting waiting waiting waiting');
    expect(target.asked.slice(before).map(({ path }) => path)).toEqual(['/intake/pause', '/intake/resume']);
  });
});

describe('a step', () => {
  it('that is beyond what the configuration or the rights allow is refused, told beforehand, and audited', async () => {
    const cara = await world.person('cara', 'on-call');
    const problems = Object.fromEntries(
      (await world.runbooks()).runbooks.map(({ name, problems: [first] }) => [name, first]),
    );
    expect(problems).toMatchObject({
      inside: expect.stringContaining('not public (loopback)'),
      unnamed: 'a: The configuration of the server has no command called format-disk.',
      wrong: expect.stringContaining('Argument 1 of the command drain-queue does not fit'),
      strong: undefined,
    });
    for (const name of ['inside', 'unnamed', 'wrong', 'strong']) {
      const { id } = await world.begin(name, cara);
      const run = await world.until(id, 'failed');
      expect([name, statesOf(run)]).toEqual([name, 'refused']);
    }
    const refused = (await world.audit()).filter((line) => line.endsWith('refused'));
    // the address is refused when it is asked, and the three others before
    expect(refused).toEqual(Array(4).fill('cara runbook.step a refused'));
    expect((await world.ask('/api/v1/runbooks/strong/runs', {}, await world.person('dora', 'reader'))).status).toBe(
      403,
    );
  });

  it('is held against the rights at the moment it is done: who was disabled meanwhile runs nothing more', async () => {
    const eve = await world.person('eve', 'on-call');
    const { id } = await world.begin('echo', eve);
    await world.until(id, 'needs');
    const people = (await (await world.ask('/api/v1/people')).json()) as {
      people: { id: string; name: string; version: number }[];
    };
    const { id: person, version } = people.people.find(({ name }) => name === 'eve')!;
    const edit = { ...world.machine, 'if-match': `"${version}"` };
    expect((await world.ask(`/api/v1/people/${person}`, { disabled: true }, edit, 'PATCH')).status).toBe(200);
    await world.act(await world.look(id), { act: 'answer', step: 'a', answer: 'Yes' });
    const run = await world.until(id, 'failed');
    expect(run.steps[1]).toMatchObject({
      state: 'refused',
      says: 'It needs the right respond, which EVE does not have.',
    });
  });

  it('is killed at its time limit', async () => {
    const { id } = await world.begin('limit');
    const run = await world.until(id, 'failed');
    expect(run.steps[0]).toMatchObject({ state: 'failed', says: 'It took longer than 0.3 s and was killed.' });
    expect(run.may).toEqual(['skip', 'retry']);
  });

  it('never shows a secret of the configuration, whatever its command prints', async () => {
    const { id } = await world.begin('leaks');
    const run = await world.until(id, 'done');
    expect(run.steps[0]!.says).toBe('It ended with 0.\ntoken=[secret]');
    expect(JSON.stringify(run)).not.toContain('hunter2');
  });

  it('is cut off where somebody stops the run while it is done', async () => {
    await world.apply(
      runbook('long', '    - {id: a, title: Sleep, do: command, command: sleep, arguments: ["600"]}\n'),
    );
    const { id } = await world.begin('long');
    await expect.poll(async () => statesOf(await world.look(id))).toBe('running');
    expect((await world.act(await world.look(id), { act: 'stop', reason: 'the wrong one' })).status).toBe(200);
    const run = await world.until(id, 'stopped');
    expect(statesOf(run)).toMatch(/unclear|failed/);
  });

  it('that switches is done once the receiver was told and that is checked, and undone the same way', async () => {
    const process = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Switch
metadata: {name: pay}
spec:
  process: payment
  carriedOut: {by: webhook, url: "http://${target.address}/flag", secrets: [flag]}
  verify: [{by: http, url: "http://${target.address}/shop", off: {contains: closed}}]
  customersSee: {off: Nothing.}
---
`;
    const undo = 'undo: {do: switch, switch: pay, to: "on"}';
    await world.apply(
      process + runbook('flip', `    - {id: s, title: Off, do: switch, switch: pay, to: "off", ${undo}}\n`),
    );
    target.behave((path) => ({ status: 200, body: path === '/shop' ? 'closed' : '' }));
    const { id } = await world.begin('flip');
    const until = async (state: string) => {
      await expect
        .poll(async () => {
          await world.running.clock.tick(Date.now());
          return statesOf(await world.look(id));
        })
        .toBe(state);
      return world.look(id);
    };
    const off = await until('done');
    expect(off.steps[0]!.says).toBe('It is off, and that is verified.');
    target.behave((path) => ({ status: 200, body: path === '/shop' ? 'open' : '' }));
    expect((await world.act(off, { act: 'undo', step: 's' })).status).toBe(200);
    expect((await until('undone')).state).toBe('done');
    expect(
      target.asked.filter(({ path }) => path === '/flag').map(({ body }) => JSON.parse(body).data.position),
    ).toEqual(['off', 'on']);
  });
});
