import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, minute } from '../../maths/instants.ts';
import { machine } from '../access/who.ts';
import { writerOf } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import { ProcessSpec } from '../catalog/process.ts';
import { BatchBuilder } from './batch-builder.ts';
import { addEvents, type EventContext } from './event-batch.ts';
import { readBody } from './event-body.ts';
import { RecentIds } from './recent-ids.ts';
import { refusalCodes } from './refusal.ts';
import { SeriesLimit } from './series-limit.ts';
import { type Source, SourceSpec } from './source.ts';

const now = Date.UTC(2026, 10, 20, 10);
const spec = ProcessSpec.parse({
  timeZone: 'UTC',
  steps: ['started', 'completed'],
  kpi: 'completed',
  thresholds: { partial: '0.20', total: '0.40' },
  attributes: ['method'],
});
const payment: Document<ProcessSpec> = {
  apiVersion: 'waga/v1',
  kind: 'Process',
  metadata: { name: 'payment' },
  spec,
  at: { file: 'f', line: 1, column: 1 },
};
const source: Source = {
  name: 'shop',
  type: 'events',
  processes: new Set(['payment']),
  complete: 'observed',
  silentAfterMs: 180_000,
  seriesLimit: SourceSpec.parse({ type: 'otlp' }).seriesLimit,
  resourceAttributes: [],
  dropLabels: [],
  keepsMetric: () => true,
};
function recentIds(): EventContext['ids'] {
  const ids = new RecentIds();
  return { has: (high, low) => ids.has(high, low, now), take: (high, low) => ids.take(high, low, now) };
}
const context = (change: Partial<EventContext> = {}): EventContext => ({
  source,
  writer: writerOf(machine),
  processes: new Map([['payment', payment]]),
  now,
  retentionMs: 400 * 86_400_000,
  userKey: Buffer.alloc(32, 1),
  limit: new SeriesLimit(source, new Set()),
  ids: recentIds(),
  ...change,
});
function decide(body: string | Uint8Array, type: string, change?: Partial<EventContext>) {
  const read = readBody(typeof body === 'string' ? Buffer.from(body) : body, { 'content-type': type });
  const batch = new BatchBuilder();
  if (!('rows' in read)) return { problem: read.problem, rows: 0, decision: null, batch: batch.build() };
  const decision = addEvents(read.rows, context(change), batch);
  return { problem: null, rows: read.rows.length, decision, batch: batch.build() };
}

const goodEvent = fc.record({
  process: fc.constant('payment'),
  step: fc.constantFrom('started', 'completed'),
  at: fc.integer({ min: -600, max: 200 }).map((seconds) => new Date(now + seconds * 1_000).toISOString()),
  amount: fc.option(
    fc.integer({ min: 0, max: 1_000_000 }).map((minor) => (minor / 100).toFixed(2)),
    { nil: undefined },
  ),
  outcome: fc.constantFrom('ok', 'failed', undefined),
  user: fc.constantFrom('anna', 'ben', undefined),
  id: fc.option(fc.constantFrom('1', '2', '3', '4'), { nil: undefined }),
  attributes: fc.constantFrom({ method: 'blik' }, { method: 'card', other: 1 }, undefined),
});
const withCurrency = goodEvent.map((event) => (event.amount === undefined ? event : { ...event, currency: 'PLN' }));

describe('a batch of events', () => {
  it('stores exactly the sums of what it accepts, each id once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(withCurrency, fc.constant({ process: 'nobody' }))), (events) => {
        const { decision, batch } = decide(JSON.stringify(events), 'application/json');
        const ids = new Set<string>();
        const kept = events.filter((event) => {
          if (!('step' in event)) return false;
          if (event.id === undefined) return true;
          return ids.has(event.id) ? false : ids.add(event.id);
        }) as { amount?: string; user?: string; step: string; at: string; outcome?: string }[];
        expect(decision!.accepted).toBe(kept.length);
        expect(decision!.accepted + decision!.duplicate + decision!.rejected.length).toBe(events.length);
        const total = (kind: string, prefix: string) =>
          batch.counts
            .filter(
              ({ series }) => batch.series[series]!.kind === kind && batch.series[series]!.name.startsWith(prefix),
            )
            .reduce((sum, { n }) => sum + n, 0);
        expect(total('counts', 'business/')).toBe(kept.length);
        expect(total('counts', 'anonymous/')).toBe(kept.filter(({ user }) => user === undefined).length);
        expect(total('money', 'business/')).toBe(
          kept.reduce((sum, { amount }) => sum + Math.round(Number(amount ?? 0) * 100), 0),
        );
        const pass = ({ step, at, user, outcome }: (typeof kept)[number]): string =>
          JSON.stringify([step, outcome ?? 'ok', bucketStart(Date.parse(at), minute), user]);
        const passes = new Set(kept.filter(({ user }) => user !== undefined).map(pass));
        expect(batch.passed.reduce((sum, { users }) => sum + users.length, 0)).toBe(passes.size);
        expect(batch.counts.every(({ at }) => at % minute === 0)).toBe(true);
      }),
    );
  });

  it('answers garbage of any kind with refusals from the list, and repeats none of it', () => {
    const types = [
      'application/json',
      'application/x-ndjson',
      'application/cloudevents+json',
      'application/cloudevents-batch+json',
      'text/plain',
    ];
    const jsonLike = fc.jsonValue().map((value) => JSON.stringify(value));
    const almost = fc
      .record(
        Object.fromEntries(
          [
            'process',
            'step',
            'at',
            'id',
            'amount',
            'currency',
            'user',
            'outcome',
            'environment',
            'attributes',
            'data',
          ].map((name) => [
            name,
            fc.oneof(fc.jsonValue(), fc.constantFrom('payment', 'completed', '2026-11-20T10:00:00Z')),
          ]),
        ),
        { requiredKeys: [] },
      )
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(fc.string(), jsonLike, almost, fc.uint8Array()), fc.constantFrom(...types), (body, type) => {
        const { rows, decision } = decide(body, type);
        if (decision === null) return;
        expect(decision.accepted + decision.duplicate + decision.rejected.length).toBe(rows);
        for (const { code } of decision.rejected) expect(refusalCodes).toContain(code);
      }),
      { numRuns: 500 },
    );
  });

  it('never says what it refuses', () => {
    const secret = 'anna.kowalska@example.com';
    for (const field of [
      'process',
      'step',
      'at',
      'amount',
      'currency',
      'outcome',
      'environment',
      'attributes',
      'user',
    ]) {
      const event = {
        process: 'payment',
        step: 'completed',
        at: new Date(now).toISOString(),
        amount: '1',
        currency: 'PLN',
      };
      const bad = { ...event, [field]: field === 'user' ? { [secret]: secret } : secret };
      const { decision } = decide(JSON.stringify(bad), 'application/json');
      expect([field, decision!.rejected.length]).toEqual([field, 1]);
      expect(decision!.rejected[0]!.message).not.toContain('anna');
    }
    const nested = {
      process: 'payment',
      step: 'completed',
      at: new Date(now).toISOString(),
      attributes: { [secret]: {} },
    };
    expect(decide(JSON.stringify(nested), 'application/json').decision!.rejected[0]!.message).not.toContain('anna');
  });

  it('makes the same pseudonym of the same user, another under another key, and never stores the name', () => {
    const event = JSON.stringify({
      process: 'payment',
      step: 'completed',
      at: new Date(now).toISOString(),
      user: 'anna',
    });
    const person = (key: number) =>
      decide(event, 'application/json', { userKey: Buffer.alloc(32, key) }).batch.passed[0]!.users[0]!;
    expect(person(1)).toBe(person(1));
    expect(person(1)).not.toBe(person(2));
    expect(person(1)).toBeLessThan(2n ** 64n);
  });

  it('keeps other environments apart, without users', () => {
    const event = {
      process: 'payment',
      step: 'completed',
      at: new Date(now).toISOString(),
      user: 'a',
      environment: 'test',
    };
    const { batch } = decide(JSON.stringify(event), 'application/json');
    expect(batch.passed).toEqual([]);
    expect(batch.series.map(({ labels }) => labels.environment)).toEqual(['test']);
  });

  it('goes on with known series when the limit is reached', () => {
    const event = (step: string) => ({ process: 'payment', step, at: new Date(now).toISOString(), user: 'a' });
    const limit = new SeriesLimit({ name: 'shop', seriesLimit: 1 }, new Set());
    const { decision } = decide(
      JSON.stringify([event('started'), event('completed'), event('started')]),
      'application/json',
      {
        limit,
      },
    );
    expect(decision).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: 'series_limit' }] });
  });
});
