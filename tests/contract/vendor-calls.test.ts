import { beforeEach, expect, it } from 'vitest';
import { rightsOf } from '../../src/features/access/rights.ts';
import type { Person } from '../../src/features/access/who.ts';
import type { Catalog } from '../../src/features/catalog/catalog.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { dutyKinds } from '../../src/features/duty/kinds.ts';
import { notificationKinds } from '../../src/features/notifications/kinds.ts';
import { Message } from '../../src/features/notifications/message.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { actOnCall, startCall } from '../../src/features/unavailability/actions/vendor-calls.ts';
import { type Incident, moved } from '../../src/features/unavailability/incident.ts';
import { vendorCallJob } from '../../src/features/unavailability/jobs/vendor-calls.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { vendorQueries } from '../../src/features/unavailability/queries/vendors.ts';
import { noResponse, type Response } from '../../src/features/unavailability/response.ts';
import { minute } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const catalogue = (firstChannel: string): Catalog => {
  const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Payment}
spec: {timeZone: Europe/Warsaw, steps: [paid], kpi: paid, thresholds: {partial: "0.20", total: "0.40"}, dependsOn: [{component: psp}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp, displayName: Card payments}
spec: {}
---
apiVersion: waga/v1
kind: Vendor
metadata: {name: payfast, displayName: PayFast}
spec:
  components: [psp]
  contacts:
    - {name: Service desk, email: desk@payfast.example.com${firstChannel}}
    - {name: Duty manager, phone: "+48 22 555 01 01"}
    - {name: Director, channel: payfast-board}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: payfast-board}
spec: {type: webhook, url: "https://payfast.example.com/board", secrets: [board]}
---
apiVersion: waga/v1
kind: Channel
metadata: {name: ops}
spec: {type: webhook, url: "https://ops.example.com", secrets: [ops]}
---
apiVersion: waga/v1
kind: Rotation
metadata: {name: pay}
spec:
  timeZone: Europe/Warsaw
  covers: {processes: [payment]}
  layers: [{name: week, people: ["user:jan"], since: "2026-11-16T09:00", turn: 1w}]
  channels: [ops]
`;
  const { documents, findings } = readFiles(
    [{ path: 'c.yaml', text }],
    [...catalogKinds, ...dutyKinds, ...notificationKinds],
  );
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  return { version: 1, appliedAt: 0, documents };
};

const anna: Person = {
  ...{ kind: 'person', id: 'id-anna', name: 'anna', displayName: 'Anna', roles: ['on-call'] },
  ...{ rights: rightsOf(['on-call']), money: 'all' },
};
const asking = { who: anna, address: '192.0.2.7' };
const start = Date.parse('2026-11-20T10:00:00Z');
const open: Incident = {
  ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: 'critical', days: [], side: null, state: 'open' },
  ...{ class: 'P1', onset: start - 5 * minute, detectedAt: start, endedAt: null, drops: [], partOf: null },
  root: { component: 'psp', score: 3, why: 'It fails most.' },
  transitions: [{ at: start, from: null, to: 'open', reason: 'It lasts.', by: null }],
};

describeOnRecords('vendor calls', (records) => {
  let now: number;
  let catalog: Catalog;
  let origin: string;
  let woken: number;
  beforeEach(async () => {
    now = start;
    catalog = catalogue('');
    origin = 'https://waga.example.com';
    woken = 0;
    await incident(open, { ...noResponse, calledAt: start, called: 'user:jan', channels: ['ops'] });
  });
  /** As a server that was started anew: nothing is remembered outside the records. */
  const deps = () => ({
    ...{ records: records(), catalog: () => catalog, now: () => now, origin: () => origin },
    notifications: {
      wake: () => {
        woken += 1;
      },
    },
    incidents: incidentQueries({ records: records() }),
  });
  const tickAt = async (minutes: number) => {
    now = start + minutes * minute;
    await vendorCallJob(deps()).run(now);
  };
  async function incident(one: Incident, response?: Response): Promise<void> {
    const kept = await incidentQueries({ records: records() }).one(one.id);
    const next = { incident: one, response: response ?? kept!.response, version: kept?.version ?? 0 };
    await records()
      .transaction()
      .execute((transaction) => saveIncident(transaction, next, now));
  }
  const calls = () => vendorQueries({ records: records() }).callsOf('inc-1');
  async function told(): Promise<string[]> {
    const rows = await records()
      .selectFrom('deliveries')
      .innerJoin('outbox', 'outbox.id', 'deliveries.message')
      .select(['deliveries.channel', 'outbox.message'])
      .orderBy('outbox.created_at')
      .orderBy('outbox.sequence')
      .orderBy('deliveries.channel')
      .execute();
    return rows.map(({ channel, message }) => {
      const { kind, title } = Message.parse(JSON.parse(message));
      return `${channel} ${kind}: ${title}`;
    });
  }
  const steps = async () =>
    (await incidentQueries({ records: records() }).one('inc-1'))!.response.steps.map(
      ({ by, note }) => `${by}: ${note}`,
    );
  const ask = (contact = 1) => startCall(deps(), asking, 'inc-1', { vendor: 'payfast', contact });

  it('silent 15 minutes → the second contact, 30 → the third; the clock stops at an answer and survives a restart', async () => {
    const id = await ask();
    await tickAt(14);
    expect(await told()).toEqual([]);
    await tickAt(15);
    await tickAt(15);
    await tickAt(29);
    const second = 'ops page: PayFast is silent for 15 minutes: call Duty manager, +48 22 555 01 01';
    expect(await told()).toEqual([second]);
    await tickAt(30);
    const third = 'payfast-board page: PayFast: Card payments seems not to work since 2026-11-20T09:55:00Z';
    expect(await told()).toEqual([second, third]);
    now = start + 34 * minute;
    await actOnCall(deps(), asking, id, { act: 'answered', contact: 3, words: 'A disk broke, an hour more.' });
    await tickAt(60);
    await tickAt(600);
    expect(await told()).toEqual([
      ...[second, third],
      ...['ops closing: PayFast answered', 'payfast-board closing: PayFast: no answer is needed any more'],
    ]);
    expect(await calls()).toMatchObject([{ id, state: 'answered', answer: { by: 'Anna', contact: 3 } }]);
    expect(await steps()).toEqual([
      'Anna: PayFast: asked Service desk.',
      'Waga: PayFast is silent for 15 minutes: Duty manager is to be called.',
      'Waga: PayFast is silent for 30 minutes: Director was told through payfast-board.',
      'Anna: PayFast: Director answered: A disk broke, an hour more.',
    ]);
    const audit = await records().selectFrom('audit').select(['action', 'subject']).orderBy('id').execute();
    expect(audit.map(({ action, subject }) => `${action} ${subject}`)).toEqual([
      'vendor.call incident inc-1',
      'vendor.call.answered incident inc-1',
    ]);
    expect(woken).toBe(4);
  });

  it('tells once what it could not tell: all of a step or nothing is written', async () => {
    await ask();
    // the message cannot be written, which is after the call is
    origin = 'nowhere';
    await expect(tickAt(15)).rejects.toThrow();
    expect((await calls())[0]!.contacts[1]).toMatchObject({ dueAt: null });
    expect(await steps()).toHaveLength(1);
    origin = 'https://waga.example.com';
    await Promise.all([tickAt(16), tickAt(16)]);
    expect(await told()).toHaveLength(1);
    expect(await steps()).toHaveLength(2);
  });

  it('gives up when all were asked, takes a late answer, and says so', async () => {
    const id = await ask();
    await tickAt(50);
    expect(await calls()).toMatchObject([{ state: 'exhausted' }]);
    expect((await told()).at(-1)).toBe('ops page: PayFast is silent for 50 minutes: everybody was asked');
    await expect(ask()).rejects.toThrow('PayFast is being asked already.');
    await actOnCall(deps(), asking, id, { act: 'asked', contact: 2 });
    await actOnCall(deps(), asking, id, { act: 'answered', contact: 2, words: 'It works again.' });
    await expect(actOnCall(deps(), asking, id, { act: 'end', reason: 'Over.' })).rejects.toThrow('It is answered.');
    const again = await ask(2);
    expect(again).not.toBe(id);
    expect(await calls()).toMatchObject([{ state: 'answered' }, { state: 'waiting', first: 2 }]);
  });

  it('ends with the incident, and asks nobody about one that is over', async () => {
    await ask();
    now = start + 10 * minute;
    const over = moved({ ...open, endedAt: now }, 'recovered', now, 'As expected again.');
    await incident(over);
    await tickAt(15);
    expect(await calls()).toMatchObject([{ state: 'ended', ended: { by: null } }]);
    expect(await told()).toEqual([]);
    await expect(ask()).rejects.toThrow('The incident is over.');
    await expect(startCall(deps(), asking, 'none', { vendor: 'payfast', contact: 1 })).rejects.toThrow('No incident');
    await expect(startCall(deps(), asking, 'inc-1', { vendor: 'none', contact: 1 })).rejects.toThrow('no Vendor');
    await expect(ask(4)).rejects.toThrow('the vendor has 3 contacts');
  });

  it('tells a first contact with a channel by itself once somebody was called, and nobody of others', async () => {
    catalog = catalogue(', channel: ops');
    await tickAt(0);
    await tickAt(1);
    expect(await calls()).toMatchObject([{ state: 'waiting', startedBy: null, contacts: [{ askedBy: null }, {}, {}] }]);
    expect(await told()).toEqual(['ops page: PayFast: Card payments seems not to work since 2026-11-20T09:55:00Z']);
    expect(await steps()).toEqual(['Waga: PayFast: Service desk was told through ops.']);
    await incident({ ...open, id: 'inc-2', root: null }, { ...noResponse, calledAt: start });
    await incident({ ...open, id: 'inc-3', shadow: 'ops' }, { ...noResponse, calledAt: start });
    await incident({ ...open, id: 'inc-4' }, noResponse);
    await tickAt(2);
    expect(await records().selectFrom('vendor_calls').select('incident').execute()).toEqual([{ incident: 'inc-1' }]);
  });
});
