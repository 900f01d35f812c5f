import { describe, expect, it } from 'vitest';
import { minute } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Document } from '../../catalog/document.ts';
import type { Incident } from '../../unavailability/incident.ts';
import { noResponse } from '../../unavailability/response.ts';
import type { IncidentLog } from '../incident-log.ts';
import type { ReviewText } from '../review-contract.ts';
import { draftText } from './draft-text.ts';
import { factsOf } from './facts.ts';
import { finishProblems } from './finish-problems.ts';
import { knownOwners, unknownActionOwners } from './known-owners.ts';

const onset = Date.parse('2026-11-17T10:00:00Z');
const incident: Incident = {
  ...{ id: 'inc-1', kind: 'loss', process: 'payment', level: 'critical', days: [], side: null, state: 'recovered' },
  ...{ class: 'P1', onset, detectedAt: onset + 90_000, endedAt: null, drops: [], root: null, partOf: null },
  transitions: [{ at: onset + 90_000, from: null, to: 'open', reason: 'All of it is missing', by: null }],
};
const catalog: Catalog = { version: 1, appliedAt: 0, documents: [] };
const logOf = (more: Partial<IncidentLog> = {}): IncidentLog => ({
  ...{ incident, response: noResponse, parts: [], catalog, drops: [], outage: null, trail: [], calls: [], changes: [] },
  ...{ switchActs: [], vendorCalls: [], vendorTold: [], runs: [], posts: [] },
  ...more,
});
const draft = (log: IncidentLog) => draftText(log, factsOf(log));

describe('a review that drafts itself', () => {
  it('says of an incident that lasts and that nobody had no more than is known', () => {
    const facts = factsOf(logOf());
    expect(facts).toMatchObject({
      ...{ minutes: null, endedAt: null, lost: null, gross: null, net: null, root: null, outage: null },
      minutesUntil: { detected: 1, called: null, acknowledged: null, mitigated: null },
    });
    expect(draft(logOf())).toEqual({
      title: 'P1 payment: less than expected',
      summary:
        'The result of payment fell short from 2026-11-17 10:00 UTC; it lasts. Waga saw it after 1 minute. Nobody was called. No change is on record near its onset.',
      ...{ causes: [], helped: [], hindered: [], actions: [] },
    });
  });

  it('tells of each kind of incident in its own words', () => {
    const ended = { ...incident, endedAt: onset + minute };
    expect(draft(logOf({ incident: { ...ended, kind: 'blind', class: null } })).title).toBe(
      'payment could not be seen for 1 minute',
    );
    const technical = { component: 'ledger', boundToCritical: true, mandatedBy: null, alarms: [] };
    expect(draft(logOf({ incident: { ...ended, kind: 'technical', class: null, technical } })).title).toBe(
      'ledger missed its objectives for 1 minute',
    );
  });

  it('puts the changes of the probable root first, then those nearest to the onset', () => {
    const change = (title: string, component: string | null, minutes: number) => ({
      ...{ id: title, kind: 'deploy' as const, at: new Date(onset + minutes * minute).toISOString(), title, component },
      ...{ process: null, environment: 'production', version: null, by: null, url: null, source: 'ci' },
    });
    const root = { component: 'psp-api', score: 3, why: 'it failed first' };
    const changes = [change('far', null, -100), change('near', null, -1), change('theirs', 'psp-api', -90)];
    const { changes: shown } = factsOf(logOf({ changes, incident: { ...incident, root } }));
    expect(shown.map(({ title }) => title)).toEqual(['theirs', 'near', 'far']);
  });

  it('takes what a person said when they ended it, and nothing that Waga said, as what helped', () => {
    const step = { step: 'act' as const, at: onset, by: 'Anna', note: 'Cards are off.' };
    const by = (name: string | null) => ({
      ...incident,
      transitions: [{ at: onset, from: 'open' as const, to: 'mitigated' as const, reason: 'Rolled back.', by: name }],
    });
    const response = { ...noResponse, steps: [step, { ...step, note: ' ' }] };
    expect(draft(logOf({ response, incident: by('Jan') })).helped).toEqual([
      'Cards are off. (Anna)',
      'Rolled back. (Jan)',
    ]);
    expect(draft(logOf({ incident: by(null) })).helped).toEqual([]);
  });
});

describe('a review is whole', () => {
  const text: ReviewText = {
    ...{ title: 'Cards', summary: '', causes: ['A faulty release.'], helped: [], hindered: [], actions: [] },
    noActions: 'The vendor has none left to do.',
  };
  it('once its incident is reported, a cause is named, and what is done about it', () => {
    expect(finishProblems({ state: 'reported' }, text)).toEqual([]);
    expect(finishProblems({ state: 'reviewed' }, text)).toEqual([]);
    expect(finishProblems({ state: 'recovered' }, text)).toEqual([expect.stringContaining('report it first')]);
    expect(finishProblems({ state: 'open' }, text)).toEqual(['the incident lasts']);
    expect(finishProblems({ state: 'reported' }, { ...text, causes: [], noActions: '' })).toHaveLength(2);
    expect(finishProblems({ state: 'reported' }, { ...text, causes: ['A guess: the gateway'] })).toHaveLength(1);
  });
});

describe('the owner of an action', () => {
  const documents = [
    { kind: 'Process', metadata: { name: 'payment' }, spec: { owner: 'group:default/Payments' } },
    { kind: 'backstage.io/Group', metadata: { name: 'teams/cards' }, spec: {} },
  ] as unknown as Document[];
  const known = knownOwners(documents, ['Anna']);
  it('stands in the catalogue or among the people, however it is written', () => {
    const owners = ['user:anna', 'user:default/anna', 'group:payments', 'group:Teams/cards'];
    expect(
      unknownActionOwners(
        owners.map((owner) => ({ owner })),
        known,
      ),
    ).toEqual([]);
    expect(unknownActionOwners([{ owner: 'user:anna' }, { owner: 'group:paymnets' }], known)).toEqual([
      'actions.1.owner: nobody here is called group:paymnets; did you mean group:payments?',
    ]);
  });
});
