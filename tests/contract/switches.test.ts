import { beforeEach, describe, expect, it } from 'vitest';
import type { Outgoing } from '../../src/features/access/outgoing.ts';
import { rightsOf } from '../../src/features/access/rights.ts';
import { machine, type Person } from '../../src/features/access/who.ts';
import { catalogKinds } from '../../src/features/catalog/kinds.ts';
import { readFiles } from '../../src/features/catalog/read-files.ts';
import { outageQueries } from '../../src/features/outages/queries/outages.ts';
import { saveIncident } from '../../src/features/unavailability/actions/save-incident.ts';
import { switchByPolicy } from '../../src/features/unavailability/actions/switch-by-policy.ts';
import { actOnSwitch } from '../../src/features/unavailability/actions/switches.ts';
import type { Incident } from '../../src/features/unavailability/incident.ts';
import { switchJob } from '../../src/features/unavailability/jobs/switches.ts';
import { unavailabilityKinds } from '../../src/features/unavailability/kinds.ts';
import { incidentQueries } from '../../src/features/unavailability/queries/incidents.ts';
import { switchPage } from '../../src/features/unavailability/queries/switch-pages.ts';
import { switchQueries } from '../../src/features/unavailability/queries/switches.ts';
import { noResponse } from '../../src/features/unavailability/response.ts';
import { minute, second } from '../../src/maths/instants.ts';
import { describeOnRecords } from './records-engines.ts';

const one = (name: string, rest: string) => `---
apiVersion: waga/v1
kind: Switch
metadata: {name: ${name}}
spec:
  process: payment
  customersSee: {off: Cards rest.}
  ${rest}
`;
const hook = 'carriedOut: {by: webhook, url: "https://flags.example.com/hook", secrets: [hook]}';
const text = `apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  timeZone: UTC
  steps: [paid]
  kpi: paid
  thresholds: {partial: "0.20", total: "0.40"}
${one('cards', `${hook}\n  automatic: {runbook: true}`)}${one('refunds', `${hook}\n  twoPeople: true`)}${one('lift', 'carriedOut: {by: person, how: Press the button.}')}`;
const { documents, findings } = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...unavailabilityKinds]);
const catalog = { version: 1, appliedAt: 0, documents };
const start = Date.parse('2026-11-20T10:00:00Z');

const person = (name: string, id: string): Person => ({
  ...{ kind: 'person', id, name, displayName: name, roles: ['on-call'] },
  ...{ rights: rightsOf(['on-call']), money: [] },
});
const [anna, piotr] = [person('anna', '1'), person('piotr', '2')];
const incident = {
  ...{ id: 'loss-payment-1', kind: 'loss', process: 'payment', level: null, days: [], state: 'open', class: 'P1' },
  ...{
    side: null,
    onset: start,
    detectedAt: start,
    endedAt: null,
    drops: [],
    root: null,
    partOf: null,
    transitions: [],
  },
} as unknown as Incident;

it('is read from a catalogue without mistakes', () => {
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

describeOnRecords('switches', (records) => {
  let now = start;
  let sent: { id: string; body: { data: { position: string } } }[] = [];
  /** What becomes of a request after the receiver has it: its answer, or the end of the server. */
  let after: () => number = () => 204;
  const outgoing: Outgoing = {
    async request({ headers, body }) {
      sent.push({ id: headers!['webhook-id']!, body: JSON.parse(String(body)) });
      return { status: after(), headers: {}, body: Buffer.alloc(0) };
    },
  };
  const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
  const switches = () => switchQueries({ records: records() });
  const page = (name: string) =>
    switchPage({ catalog: { current: () => catalog }, switches: switches(), now: () => now }, name, anna);
  /** A server that was just started: it remembers nothing but the records. */
  const tick = async (later = 5 * second): Promise<void> => {
    now += later;
    await switchJob({
      ...{ records: records(), catalog: () => catalog, outgoing, origin: () => 'https://waga.example.com' },
      secrets: { hook: { origin: 'https://flags.example.com', reveal: () => secret } },
      signals: {
        businessMinutes: async () => ({ from: 0, counts: new Float64Array() }),
        completeUntil: async () => null,
      },
      impact: { current: () => [], curve: () => Promise.reject(new Error('not asked for')) },
      outages: outageQueries({ records: records() }),
      ...{ switches: switches(), incidents: incidentQueries({ records: records() }), log: { warn: () => undefined } },
    }).run(now);
  };
  const act = (
    who: Person | typeof machine,
    name: string,
    wanted: Parameters<typeof actOnSwitch>[3],
    ifRevision?: number,
  ) =>
    actOnSwitch(
      {
        records: records(),
        now: () => now,
        catalog: { current: () => catalog },
        impact: { current: () => [] },
        outages: outageQueries({ records: records() }),
      },
      { who, address: '192.0.2.1' },
      { name, ifRevision },
      wanted,
    );
  const off = { act: 'switch', position: 'off', reason: 'It is down.' } as const;
  const audit = async () =>
    (await records().selectFrom('audit').select(['action', 'subject', 'who_name']).orderBy('id').execute()).map(
      ({ action, subject, who_name }) => `${who_name} ${action} ${subject}`,
    );

  beforeEach(async () => {
    now = start;
    sent = [];
    after = () => 204;
    await records()
      .transaction()
      .execute((transaction) => saveIncident(transaction, { incident, response: noResponse, version: 0 }, start));
  });

  it('are on until somebody switches; what is sent is on record before', async () => {
    expect(await page('cards')).toMatchObject({
      position: 'on',
      state: 'unchecked',
      since: null,
      revision: 0,
      acts: [],
    });
    await act(anna, 'cards', off, 0);
    expect(sent).toEqual([]);
    expect(await page('cards')).toMatchObject({ position: 'off', state: 'sending', by: 'anna', revision: 1 });
    await tick();
    expect(sent.map(({ body }) => body.data.position)).toEqual(['off']);
    expect(await page('cards')).toMatchObject({
      state: 'unchecked',
      acts: [
        { act: 'told', number: 2 },
        { act: 'switch', number: 1 },
      ],
    });
    await tick(minute);
    expect(sent).toHaveLength(1);
    expect(await audit()).toEqual(['anna switch.switch switch cards']);
  });

  it('are told once more, under the same id, by a server that was killed at any point', async () => {
    await act(anna, 'cards', off);
    after = () => {
      throw new Error('killed after the receiver had it');
    };
    await tick();
    expect(await page('cards')).toMatchObject({ state: 'sending' });
    after = () => 204;
    await tick();
    await tick();
    expect(sent).toHaveLength(2);
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1);
    expect(await page('cards')).toMatchObject({ state: 'unchecked', telling: null });
  });

  it('tell what holds, and no more what was superseded before anybody took it', async () => {
    after = () => 503;
    await act(anna, 'cards', off);
    await tick();
    await act(piotr, 'cards', { act: 'switch', position: 'on', reason: 'It is up again.' });
    after = () => 204;
    await tick(minute);
    await tick(minute);
    expect(sent.map(({ body }) => body.data.position)).toEqual(['off', 'on']);
    expect((await page('cards')).acts.map(({ act: what, position }) => `${what} ${position}`)).toEqual([
      ...['told on', 'switch on', 'not-told off', 'switch off'],
    ]);
  });

  it('are refused for who looked at what no longer holds, and where they stand there already', async () => {
    await act(anna, 'cards', off, 0);
    const on = { ...off, position: 'on' } as const;
    await expect(act(piotr, 'cards', on, 0)).rejects.toMatchObject({ code: 'precondition_failed' });
    await expect(act(piotr, 'cards', off)).rejects.toMatchObject({ code: 'conflict' });
    await expect(act(piotr, 'cards', { ...off, position: 'half' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(act(piotr, 'cards', { ...off, position: 'half', share: '1' })).rejects.toMatchObject({
      code: 'bad_input',
    });
    await expect(act(piotr, 'cards', { ...on, incident: 'none' })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(act(piotr, 'none', off)).rejects.toMatchObject({ code: 'not_found' });
    const both = await Promise.allSettled([act(anna, 'cards', on, 1), act(piotr, 'cards', on, 1)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('take two people where they ask for it, who are not the same', async () => {
    await act(anna, 'refunds', off);
    await tick();
    expect(sent).toEqual([]);
    expect(await page('refunds')).toMatchObject({
      ...{ position: 'on', state: 'asked', asked: { by: 'anna', mine: true, position: 'off' }, may: ['decline'] },
    });
    await expect(act(anna, 'refunds', { act: 'agree' })).rejects.toMatchObject({ code: 'not_allowed' });
    await expect(act(machine, 'refunds', { act: 'agree' })).rejects.toMatchObject({ code: 'not_allowed' });
    await act(piotr, 'refunds', { act: 'decline', reason: 'Not now.' });
    await expect(act(piotr, 'refunds', { act: 'agree' })).rejects.toMatchObject({ code: 'conflict' });
    await act(anna, 'refunds', off);
    await act(piotr, 'refunds', { act: 'agree' });
    await tick();
    expect(sent.map(({ body }) => body.data.position)).toEqual(['off']);
    const on = { ...off, position: 'on' } as const;
    await act(anna, 'refunds', on);
    expect(await page('refunds'), 'back on takes one').toMatchObject({ position: 'on', asked: null });
    const acts = (await page('refunds')).acts.map(({ act: what, by }) => `${what} ${by}`).toReversed();
    expect(acts).toEqual([
      'ask anna',
      'decline piotr',
      'ask anna',
      'agree piotr',
      'switch anna',
      'told null',
      'switch anna',
    ]);
    expect(await audit()).toHaveLength(5);
  });

  it('are done by a person where a person does them', async () => {
    await act(anna, 'lift', off);
    await tick();
    expect(sent).toEqual([]);
    expect(await page('lift')).toMatchObject({
      position: 'off',
      state: 'unchecked',
      how: 'Press the button.',
      acts: [{ act: 'noted', by: 'anna' }],
    });
  });

  it('stand in the steps of the incident that they were done from', async () => {
    await act(anna, 'cards', { ...off, incident: incident.id });
    const kept = await incidentQueries({ records: records() }).one(incident.id);
    expect(kept!.response.steps).toEqual([
      { step: 'act', by: 'anna', at: start, note: 'cards: To be off: It is down.' },
    ]);
    expect((await switches().actsOf(incident.id)).map((line) => line.switch)).toEqual(['cards']);
    expect(await switches().actsIn({ from: start, to: start + 1 })).toHaveLength(1);
    expect(await switches().actsIn({ from: start + 1, to: start + minute })).toEqual([]);
  });

  describe('by a policy', () => {
    const policy = { kind: 'runbook', name: 'restart' } as const;
    const command = {
      name: 'cards',
      position: 'off',
      policy,
      reason: 'Step 2.',
      incident: incident.id,
      key: 'run-1/2',
    } as const;
    const given = (what: Parameters<typeof switchByPolicy>[1]) =>
      switchByPolicy({ records: records(), catalog: () => catalog }, what, now);

    it('are switched once, however often it is told', async () => {
      expect(await given(command)).toBe('run-1/2');
      expect(await given(command)).toBe('run-1/2');
      await tick();
      await act(anna, 'cards', { ...off, position: 'on' });
      expect(await given(command), 'also when somebody acted since').toBe('run-1/2');
      expect(await page('cards')).toMatchObject({ position: 'on' });
      expect(await given({ ...command, position: 'on', key: 'run-2/2' }), 'it stands there').toBeNull();
      expect(sent.map(({ id }) => id)).toEqual(['run-1/2']);
    });

    it('are left alone where the catalogue lets no such policy switch them', async () => {
      await expect(given({ ...command, name: 'refunds' })).rejects.toMatchObject({ code: 'not_allowed' });
      await expect(given({ ...command, policy: { kind: 'breaker', name: 'cards' } })).rejects.toMatchObject({
        code: 'not_allowed',
      });
      await expect(given({ ...command, name: 'none' })).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});
