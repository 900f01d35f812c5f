import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { createRunner, type RunbookRunner } from '../../src/features/unavailability/actions/runner.ts';
import { actOnRun, startRun } from '../../src/features/unavailability/actions/runs.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { runJob } from '../../src/features/unavailability/jobs/runs.ts';
import { unavailabilityKinds } from '../../src/features/unavailability/kinds.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { runbookQueries } from '../../src/features/unavailability/queries/runbooks.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import { stateOf } from '../../src/features/unavailability/runbooks/run.ts';
import type { NewRunAct } from '../../src/features/unavailability/runbooks/runbook-contract.ts';
import { day, minute } from '../../src/maths/instants.ts';
import { CommandsConfig } from '../../src/server/commands-config.ts';
import { describeOnRecords } from './records-engines.ts';

const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, value: {perEvent: "1.00", currency: PLN}, thresholds: {partial: "0.20", total: "0.40"}}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: chat}
spec: {type: slack-webhook, address: chat}
---
apiVersion: waga/v1
kind: Switch
metadata: {name: pay}
spec: {process: payment, carriedOut: {by: person, how: In the console.}, customersSee: {off: Nothing.}}
---
apiVersion: waga/v1
kind: Switch
metadata: {name: two}
spec: {process: payment, carriedOut: {by: person, how: In the console.}, customersSee: {off: Nothing.}, twoPeople: true}
---
apiVersion: waga/v1
kind: Runbook
metadata: {name: tell, displayName: Tell people}
spec:
  processes: [payment]
  startsWith: {classes: [P1]}
  steps:
    - {id: know, title: Look, do: gather}
    - {id: say, title: Tell, do: message, channels: [chat], text: It is known., minutesByHand: 4}
    - {id: pause, title: Wait, do: wait, for: 10m, minutesByHand: 30}
    - {id: run, title: Echo, do: command, command: echo, arguments: [over]}
---
apiVersion: waga/v1
kind: Runbook
metadata: {name: flip}
spec: {steps: [{id: s, title: Off, do: switch, switch: pay, to: "off"}], processes: [payment], startsWith: {classes: [P2]}}
---
apiVersion: waga/v1
kind: Runbook
metadata: {name: flip-two}
spec: {steps: [{id: s, title: Off, do: switch, switch: two, to: "off"}]}
---
apiVersion: waga/v1
kind: Runbook
metadata: {name: strong}
spec: {steps: [{id: s, title: Strong, do: command, command: strong}]}
`;
const { documents, findings } = readFiles(
  [{ path: 'c.yaml', text }],
  [...catalogKinds, ...notificationKinds, ...unavailabilityKinds],
);
let catalog = { version: 1, appliedAt: 0, documents } as unknown as Catalog;
const commands = CommandsConfig.parse([
  { name: 'echo', path: '/bin/echo', arguments: ['[a-z]+'] },
  { name: 'strong', path: '/bin/echo', right: 'administer' },
]);
const start = Date.parse('2026-11-22T02:00:00Z');

const person = (id: string, role: 'on-call' | 'reader'): Person => ({
  ...{
    kind: 'person',
    id,
    name: id,
    displayName: id.toUpperCase(),
    roles: [role],
    rights: rightsOf([role]),
    money: [],
  },
});
const anna = { who: person('anna', 'on-call'), address: '192.0.2.7' };

describeOnRecords('runs of runbooks', (records) => {
  let now: number;
  let runner: RunbookRunner;
  const queries = () => runbookQueries({ records: records() });
  const incidents = () => incidentQueries({ records: records() });
  const open = (): RunbookRunner =>
    createRunner({
      records: records(),
      runbooks: queries(),
      now: () => now,
      catalog: { current: () => catalog },
      impact: { current: () => [], drops: async () => [] },
      incidents: incidents(),
      outages: outageQueries({ records: records() }),
      objectives: { alarms: async () => [] },
      outgoing: { request: () => Promise.reject(new Error('nothing is asked here')) },
      secrets: {},
      hidden: [],
      allowed: { commands, secretOrigins: new Map() },
      drainMs: 0,
      notifications: { wake: () => undefined },
      origin: () => 'https://waga.example',
      log: { error: (fields, message) => expect.unreachable(`${message} ${JSON.stringify(fields)}`) },
    });
  const deps = () => ({ records: records(), now: () => now, catalog: { current: () => catalog }, runner });
  const settle = async (): Promise<void> => {
    runner.wake();
    await runner.settled();
  };
  /** Another process of the server, which knows nothing but the records. */
  const restart = async (): Promise<void> => {
    await runner.stop();
    runner = open();
    await settle();
  };
  const tick = async (): Promise<void> => {
    await runJob({ ...deps(), catalog: () => catalog, incidents: incidents(), runbooks: queries() }).run(now);
    await settle();
  };
  const states = async () =>
    (await queries().runs({ limit: 50 })).map(
      ({ run }) => `${run.runbook} ${stateOf(run)}: ${run.steps.map(({ state }) => state).join(' ')}`,
    );
  const begin = async (runbook: string, asking = anna) => {
    const id = await startRun(deps(), asking, { runbook });
    await settle();
    return id;
  };
  const act = async (id: string, wanted: NewRunAct, revision?: number) => {
    await actOnRun(deps(), anna, { id, act: wanted, revision });
    await settle();
  };
  const audit = async () => {
    const rows = await records().selectFrom('audit').selectAll().orderBy('id').execute();
    return rows.map(({ who_name, action, outcome }) => `${who_name} ${action} ${outcome}`);
  };
  const openIncident = (id: string, reached: 'P1' | 'P2') =>
    records()
      .transaction()
      .execute((transaction) =>
        saveIncident(
          transaction,
          {
            incident: {
              ...{
                id,
                kind: 'loss',
                process: 'payment',
                level: 'critical',
                days: [],
                state: 'open',
                class: reached,
                side: null,
              },
              ...{ onset: now, detectedAt: now, endedAt: null, drops: [], root: null, partOf: null },
              transitions: [{ at: now, from: null, to: 'open', reason: 'proven', by: null }],
            },
            response: noResponse,
            version: 0,
          },
          now,
        ),
      );
  beforeEach(async () => {
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    now = start;
    runner = open();
    for (const who of [person('anna', 'on-call'), person('ben', 'on-call')]) {
      await records()
        .insertInto('people')
        .values({
          ...{
            id: who.id,
            name: who.id,
            display_name: who.displayName,
            email: null,
            roles: '["on-call"]',
            money: '[]',
          },
          ...{
            password_hash: 'x',
            issuer: null,
            subject: null,
            created_at: now,
            disabled_at: null,
            version: 1,
            last_seen_at: null,
          },
        })
        .execute();
    }
  });

  it('begin by themselves once for each incident, tell once, and wait over a restart for their instant', async () => {
    await openIncident('inc-payment-1', 'P1');
    await tick();
    expect(await states()).toEqual(['tell running: done done running waiting']);
    await tick();
    runner = open();
    await tick();
    // it does not go on by itself after a restart, as it says
    expect(await states()).toEqual(['tell stopped: done done skipped waiting']);
    const told = await records().selectFrom('outbox').select(['sequence', 'message']).execute();
    expect(told.map(({ message }) => JSON.parse(message).title)).toEqual(['Tell people: Tell']);
    const [one] = await queries().runs({ incident: 'inc-payment-1', limit: 1 });
    expect(one!.log.map(({ says }) => says).join('\n')).toContain('P1: payment, open since 2026-11-22T02:00:00Z');
    expect(await audit()).toEqual(['machine runbook.run done']);
  });

  it('count what was done without a person, and a wait as no more than it lasts', async () => {
    await begin('tell');
    now += 10 * minute;
    await settle();
    expect(await states()).toEqual(['tell done: done done done done']);
    const all = { from: start - day, to: now + 1 };
    expect(await queries().meter(all)).toEqual({
      days: 1,
      runs: 1,
      steps: { done: 4, alone: 4 },
      minutesSaved: 0 + 4 + 10 + 5,
    });
    expect((await queries().runsIn(all)).map(({ run, log }) => [run.runbook, log.length])).toEqual([['tell', 10]]);
    expect((await queries().perRunbook()).get('tell')).toMatchObject({ runs: 1, last: { run: { endedAt: now } } });
  });

  it('are refused what is beyond who runs them, at that moment, and that is audited', async () => {
    await openIncident('inc-payment-1', 'P2');
    await tick();
    await begin('strong');
    expect(await states()).toEqual(expect.arrayContaining(['flip failed: refused', 'strong failed: refused']));
    now += minute;
    await openIncident('inc-payment-2', 'P1');
    await tick();
    expect((await states())[0]).toBe('tell running: done done running waiting');
    // the policy that began it is taken back while it waits
    const held = catalog;
    catalog = { ...catalog, documents: documents.filter(({ metadata }) => metadata.name !== 'tell') };
    now += 10 * minute;
    await settle();
    expect((await states())[0]).toBe('tell failed: done done done refused');
    catalog = held;
    const id = await begin('tell');
    await records().updateTable('people').set({ roles: '["reader"]' }).where('id', '=', 'anna').execute();
    now += 10 * minute;
    await settle();
    const run = (await queries().one(id))!.run;
    expect(run.steps.at(-1)).toMatchObject({
      state: 'refused',
      says: 'It needs the right respond, which ANNA does not have.',
    });
    expect((await audit()).filter((line) => line.endsWith('refused'))).toEqual([
      'machine runbook.step refused',
      'anna runbook.step refused',
      'machine runbook.step refused',
      'anna runbook.step refused',
    ]);
  });

  it('switch as the person who runs them, and wait where two people are needed', async () => {
    await begin('flip');
    expect((await records().selectFrom('switches').selectAll().execute()).map(({ position }) => position)).toEqual([
      'off',
    ]);
    now += minute;
    await begin('flip-two');
    expect((await states())[0]).toBe('flip-two needs: running');
    await restart();
    expect((await states())[0]).toBe('flip-two needs: running');
    const acts = await records().selectFrom('switch_acts').select(['switch', 'act', 'by']).orderBy('at').execute();
    expect(acts.map((one) => `${one.switch} ${one.act} ${one.by}`)).toEqual(['pay noted ANNA', 'two ask ANNA']);
  });

  it('let one of two who act at once, and tell the other', async () => {
    const id = await begin('tell');
    const { version } = (await queries().one(id))!;
    const stop = () => act(id, { act: 'stop', reason: 'not needed' }, version);
    const both = await Promise.allSettled([stop(), stop()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const { reason } = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(['conflict', 'precondition_failed']).toContain(reason.code);
    expect((await audit()).filter((line) => line.includes('stop'))).toEqual(['anna runbook.stop done']);
    await expect(act(id, { act: 'stop', reason: 'again' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(startRun(deps(), anna, { runbook: 'none' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(startRun(deps(), anna, { runbook: 'tell', incident: 'none' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
