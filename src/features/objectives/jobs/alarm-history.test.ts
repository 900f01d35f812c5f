import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { day, type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import { openRecords, type Records } from '../../../stores/records/open.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { catalogKinds } from '../../catalog/kinds.ts';
import { readFiles } from '../../catalog/read-files.ts';
import { signalKinds } from '../../signals/kinds.ts';
import { objectiveQueries } from '../queries.ts';
import { alarmHistoryJob } from './alarm-history.ts';

const now = Date.parse('2026-11-20T10:00:00Z');
const text = `
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {}
---
apiVersion: waga/v1
kind: Measure
metadata: {name: technical_service_api_availability}
spec:
  class: technical
  component: api
  type: availability
  source: otlp
  metric: http.server.request.duration
  bad: {http.response.status_code: "5*"}
  objective: {atLeast: "0.99", overMinutes: 5, floor: 20}
---
apiVersion: waga/v1
kind: Source
metadata: {name: otlp}
spec: {type: otlp, components: [api]}
`;

describe('the alarms of the time before Waga listened', () => {
  let directory: string;
  let store: Records;
  let importedAt: EpochMs | null;
  let bad: EpochMs[];
  let reads: number;

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'alarm-history-'));
    store = await openRecords({ file: join(directory, 'records.db') });
    importedAt = null;
    bad = [];
    reads = 0;
  });
  afterEach(async () => {
    await store.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const documents = readFiles([{ path: 'c.yaml', text }], [...catalogKinds, ...signalKinds]).documents;
  const catalog = (): Catalog => ({ version: 1, appliedAt: 0, documents });
  const signals = {
    indicatorSteps: () => Promise.reject(new Error('not asked')),
    async indicatorMinutes({ from, to }: { from: EpochMs; to: EpochMs }) {
      reads += 1;
      const count = (to - from) / minute;
      const good = Float64Array.from({ length: count }, (_, index) => (bad.includes(from + index * minute) ? 0 : 100));
      return { from, good, valid: new Float64Array(count).fill(100), notes: [] };
    },
    memory: async () => ({ sources: new Map([['otlp', { importedAt }]]) }),
  };
  const job = () => alarmHistoryJob({ records: store.db, catalog, signals });
  const alarms = async () => {
    const found = await objectiveQueries({ records: store.db, catalog, signals }).alarms({ from: 0, to: now + day });
    return found.map(({ startedAt, endedAt }) => `${startedAt}/${endedAt}`);
  };
  async function settle(from: EpochMs): Promise<void> {
    for (let before = -1; before !== reads; ) {
      before = reads;
      // another instance each time: what is kept is all it goes on from
      await job().run(from);
    }
  }

  it('are found by the present rule, once, and not again after a restart', async () => {
    bad = [now - 40 * day, now - 12 * day];
    await settle(now);
    const expected = bad.map((at) => `${toRfc3339(at)}/${toRfc3339(at + 5 * minute)}`);
    expect(await alarms()).toEqual(expected);
    const before = reads;
    await settle(now + day);
    expect(reads).toBe(before);
    expect(await alarms()).toEqual(expected);
  });

  it('wait until an import has settled, and follow a second one', async () => {
    importedAt = now;
    bad = [now - 40 * day];
    await job().run(now + 1_000);
    expect(await alarms()).toEqual([]);
    await settle(now + 31_000);
    expect(await alarms()).toHaveLength(1);
    bad = [now - 30 * day];
    importedAt = now + 60_000;
    await settle(now + 120_000);
    expect(await alarms()).toEqual([`${toRfc3339(bad[0]!)}/${toRfc3339(bad[0]! + 5 * minute)}`]);
  });

  it('leave what was judged as it came', async () => {
    const live = now - 20 * day;
    await store.db
      .insertInto('alarms')
      .values({
        ...{ id: 'x', component: 'api', measure: 'technical_service_api_availability' },
        ...{ started_at: live, ended_at: live + minute, updated_at: now },
      })
      .execute();
    bad = [live + day];
    await settle(now);
    expect(await alarms()).toEqual([`${toRfc3339(live)}/${toRfc3339(live + minute)}`]);
  });
});
