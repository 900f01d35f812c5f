import { describe, expect, it } from 'vitest';
import type { HealthAnswer } from '../features/signals/health-contract.ts';
import { stateOf } from './health-state.ts';

type Facts = Omit<HealthAnswer, 'state' | 'reasons'>;
const asOf = '2026-11-20T10:00:00.000Z';

const source = {
  name: 'shop-events',
  type: 'events',
  state: 'alive' as const,
  completeUntil: asOf,
  lastArrival: asOf,
  series: 10,
  seriesLimit: 100,
  accepted: 1,
  refused: 0,
  duplicate: 0,
  droppedAttributes: 0,
  refusals: [],
} as unknown as HealthAnswer['sources'][number];
const job = { name: 'impact', at: asOf, milliseconds: 4, error: null, overrun: false, runs: 9, failures: 0 };
const store = {
  name: 'measurements' as const,
  engine: 'DuckDB',
  reachable: true,
  milliseconds: 1,
  problem: null,
  queue: { rows: 0, most: 1_000 },
  bytes: 1,
};

function facts(parts: Partial<Facts> = {}): Facts {
  return {
    asOf,
    version: '0.1.0',
    environment: 'production',
    startedAt: asOf,
    uptimeSeconds: 0,
    clock: { everySeconds: 5, lastTick: asOf, latenessMs: 0, late: false },
    jobs: [job],
    sources: [source],
    ingest: [],
    readers: [{ reader: 'events', faults: 0, lastAt: null }],
    reading: { threads: 1, waitingBodies: 0, ended: 0, lastEnd: null },
    bodies: { lentBytes: 0, keptBytes: 0 },
    stores: [store],
    disk: { totalBytes: 1_000_000, freeBytes: 900_000, lowBelowBytes: 100_000 },
    memory: { rssBytes: 1, heapUsedBytes: 1, heapLimitBytes: 100, measurementsLimitBytes: 1 },
    ...parts,
  };
}
const refusal = (lastAt: string) => ({
  entrance: 'events' as const,
  accepted: 0,
  duplicate: 0,
  refusedRows: [],
  refusedRequests: [{ code: 'store_unavailable', count: 3, lastAt }],
});

describe('the state of the whole', () => {
  it('is ok without a reason when nothing is amiss', () => {
    expect(stateOf(facts(), null)).toEqual({ state: 'ok', reasons: [] });
  });

  it.each<[string, Partial<Facts>, 'warning' | 'failing', string, string]>([
    [
      'no tick yet',
      { clock: { everySeconds: 5, lastTick: null, latenessMs: null, late: false } },
      'warning',
      'starting',
      'clock',
    ],
    [
      'a late clock',
      { clock: { everySeconds: 5, lastTick: asOf, latenessMs: 90_000, late: true } },
      'failing',
      'clock_late',
      'clock',
    ],
    ['a job that failed', { jobs: [{ ...job, error: 'broken' }] }, 'failing', 'job_failed', 'impact'],
    ['a job that overran', { jobs: [{ ...job, overrun: true }] }, 'warning', 'job_overrun', 'impact'],
    ['a silent source', { sources: [{ ...source, state: 'silent' }] }, 'warning', 'source_silent', 'shop-events'],
    ['a full source', { sources: [{ ...source, series: 95 }] }, 'warning', 'source_full', 'shop-events'],
    [
      'ids that are forgotten early',
      { eventIds: { remembered: 9, forgottenEarly: 4, lastAt: asOf } },
      'warning',
      'ids_many',
      'ingest',
    ],
    [
      'a store that is gone',
      { stores: [{ ...store, reachable: false, problem: 'gone' }] },
      'failing',
      'store_unreachable',
      'measurements',
    ],
    [
      'a filling queue',
      { stores: [{ ...store, queue: { rows: 950, most: 1_000 } }] },
      'warning',
      'queue_filling',
      'measurements',
    ],
    ['refusals now', { ingest: [refusal('2026-11-20T09:59:30.000Z')] }, 'failing', 'store_refuses', 'ingest'],
    [
      'little room',
      { disk: { totalBytes: 1, freeBytes: 90_000, lowBelowBytes: 100_000 } },
      'warning',
      'disk_low',
      'disk',
    ],
    ['no room', { disk: { totalBytes: 1, freeBytes: 5_000, lowBelowBytes: 100_000 } }, 'failing', 'disk_full', 'disk'],
    ['a full heap', { memory: { ...facts().memory, heapUsedBytes: 95 } }, 'warning', 'memory_high', 'memory'],
  ])('tells of %s', (_, parts, severity, code, subject) => {
    const { state, reasons } = stateOf(facts(parts), null);
    expect(state).toBe(severity);
    expect(reasons).toEqual([{ severity, code, subject, message: expect.stringMatching(/\w.*[.a-z]$/) }]);
  });

  it('forgets refusals, history sources that rest, and sources that never sent', () => {
    const quiet = facts({
      ingest: [refusal('2026-11-20T09:50:00.000Z')],
      sources: [
        { ...source, type: 'import', state: 'silent' },
        { ...source, state: 'never', lastArrival: null },
      ],
    });
    expect(stateOf(quiet, null).state).toBe('ok');
  });

  it('tells of a data folder that cannot be written, once', () => {
    const { state, reasons } = stateOf(facts({ ingest: [refusal(asOf)] }), 'ENOSPC');
    expect(state).toBe('failing');
    expect(reasons.map(({ subject, message }) => [subject, message])).toEqual([
      ['data folder', 'The data folder cannot be written: ENOSPC'],
    ]);
  });

  it('warns of a channel that does not come through, with why', () => {
    const failing = [{ name: 'ops', since: asOf, reason: 'The receiver answered 403.' }];
    const { state, reasons } = stateOf(facts({}), null, failing);
    expect([state, reasons[0]?.code, reasons[0]?.subject]).toEqual(['warning', 'channel_failing', 'ops']);
    expect(reasons[0]?.message).toContain('The receiver answered 403.');
  });

  it('names the vendor whose page cannot be read', () => {
    const failing = { name: 'payfast (status page)', since: '2026-11-20T10:00:00Z', reason: 'It answered 503.' };
    const { state, reasons } = stateOf(facts({}), null, [], [failing]);
    expect([state, reasons[0]?.code, reasons[0]?.subject]).toEqual(['warning', 'vendor_unread', failing.name]);
  });

  it('warns of a reader that failed within the last quarter of an hour', () => {
    const failed = (lastAt: string) => facts({ readers: [{ reader: 'otlp-traces', faults: 3, lastAt }] });
    const { state, reasons } = stateOf(failed('2026-11-20T09:46:00.000Z'), null);
    expect([state, reasons[0]?.code, reasons[0]?.subject]).toEqual(['warning', 'reader_failing', 'otlp-traces']);
    expect(reasons[0]?.message).toContain('3 bodies');
    expect(stateOf(failed('2026-11-20T09:44:00.000Z'), null).state).toBe('ok');
  });

  it('warns of a thread that ended within the last quarter of an hour', () => {
    const ended = (ended: number, lastEnd: string) =>
      stateOf(facts({ reading: { threads: 0, waitingBodies: 0, ended, lastEnd } }), null);
    const { state, reasons } = ended(1, '2026-11-20T09:46:00.000Z');
    expect([state, reasons[0]?.code, reasons[0]?.subject]).toEqual(['warning', 'reader_ended', 'events']);
    expect(reasons[0]?.message).toContain('One thread');
    expect(ended(4, asOf).reasons[0]?.message).toContain('4 threads');
    expect(ended(4, '2026-11-20T09:44:00.000Z').state).toBe('ok');
  });

  it('puts what fails before what warns', () => {
    const both = facts({ sources: [{ ...source, state: 'silent' }], jobs: [{ ...job, error: 'broken' }] });
    expect(stateOf(both, null).reasons.map(({ severity }) => severity)).toEqual(['failing', 'warning']);
  });
});
