import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { machine } from '../access/who.ts';
import { writerOf } from '../access/writer.ts';
import type { Document } from '../catalog/catalog.ts';
import { ProcessSpec } from '../catalog/process.ts';
import { BatchBuilder } from './batch-builder.ts';
import { lines } from './event-body.ts';
import type { EventsBody } from './events-body.ts';
import { EventsDraft } from './events-draft.ts';
import { IntakeMemory } from './intake-memory.ts';
import { EventScanner } from './ndjson/event-scanner.ts';
import { scanRulesOf } from './ndjson/scan-rules.ts';
import type { Row } from './row.ts';
import type { Source } from './source.ts';

const now = Date.UTC(2026, 10, 20, 10);
const writer = writerOf(machine);
const source: Source = {
  ...{ name: 'shop', type: 'events', processes: null, complete: 'observed', silentAfterMs: 3 * minute },
  ...{ seriesLimit: 100, resourceAttributes: [], dropLabels: [], keepsMetric: () => true },
};
/** A catalogue with one process of these steps. */
const processesOf = (...steps: string[]): ReadonlyMap<string, Document<ProcessSpec>> => {
  const thresholds = { partial: '0.20', total: '0.40' };
  const spec = ProcessSpec.parse({ timeZone: 'UTC', steps, kpi: steps[0], thresholds });
  const at = { file: 'f', line: 1, column: 1 };
  return new Map([['payment', { apiVersion: 'waga/v1', kind: 'Process', metadata: { name: 'payment' }, spec, at }]]);
};
const userKey = new Uint8Array(32);
const retentionMs = 1_440 * minute;

function draftOf(processes: ReturnType<typeof processesOf>) {
  const batch = new BatchBuilder();
  const memory = new IntakeMemory(now);
  return { batch, draft: new EventsDraft({ source, memory, batch, processes, now, retentionMs, userKey }) };
}

/** A body as it was read while these were the processes. */
function scanned(text: string, processes: ReturnType<typeof processesOf>): EventsBody {
  const body = new EventScanner(scanRulesOf({ source, writer, processes, now, retentionMs, userKey })).scan(
    Buffer.from(text),
  );
  const rows = (): readonly Row[] => (lines(text) as { rows: Row[] }).rows;
  return { scanned: body!, processes, rows };
}

const at = new Date(now).toISOString();
const text = `{"process":"payment","step":"completed","at":"${at}"}\n{"process":"payment","step":"paid","at":"${at}"}\n`;

describe('requests that are decided together', () => {
  it('are judged by the catalogue of the moment, though they were read by the one before', () => {
    const before = processesOf('completed');
    const body = scanned(text, before);
    const unchanged = draftOf(before).draft.decide({ writer, body, complete: null });
    expect(unchanged.rejected).toMatchObject([{ index: 1, code: 'unknown_step' }]);
    const { draft, batch } = draftOf(processesOf('paid'));
    const answer = draft.decide({ writer, body, complete: null });
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'unknown_step' }] });
    expect(batch.build().series.map(({ name }) => name)).toContain('business/payment/paid');
  });

  it('answer a repeated key with the first answer, and know an id of the one before', () => {
    const processes = processesOf('completed');
    const named = scanned(`{"process":"payment","step":"completed","at":"${at}","id":"a"}\n`, processes);
    const { draft } = draftOf(processes);
    const first = draft.decide({ writer, key: 'k', body: named, complete: null });
    expect(draft.answerOf('k')).toBe(JSON.stringify(first));
    expect(draft.decide({ writer, key: 'l', body: named, complete: null })).toMatchObject({
      accepted: 0,
      duplicate: 1,
    });
    expect(draft.keys().map(({ key }) => key)).toEqual(['k', 'l']);
    expect(draft.change()).toMatchObject({ counters: { accepted: 1, duplicate: 1 }, lastArrival: now });
  });

  it('store nothing where nothing was taken and nobody will ask again', () => {
    const { draft } = draftOf(processesOf('completed'));
    draft.decide({ writer, body: { rows: [{ value: {} }] }, complete: null });
    expect(draft.change()).toBeNull();
  });
});
