import { describe, expect, it } from 'vitest';
import { minute } from '../../maths/instants.ts';
import { seededRandom } from '../../maths/random.ts';
import { catalogKinds } from '../catalog/kinds.ts';
import { readFiles } from '../catalog/read-files.ts';
import type { Change } from '../signals/change.ts';
import { rootOfProcess } from './root-of-process.ts';

const text = `apiVersion: waga/v1
kind: Product
metadata: {name: shop}
spec: {owner: "group:shop"}
---
apiVersion: waga/v1
kind: Process
metadata: {name: payment}
spec:
  product: shop
  steps: [started, completed]
  kpi: completed
  timeZone: Europe/Warsaw
  value: {from: event, currency: PLN}
  thresholds: {partial: "0.20", total: "0.40"}
  dependsOn: [{component: api}, {component: mail, mode: soft, share: "0.1"}]
---
apiVersion: waga/v1
kind: Component
metadata: {name: api}
spec: {type: service, owner: "group:shop", dependsOn: [{component: db}]}
---
apiVersion: waga/v1
kind: Component
metadata: {name: db}
spec: {type: database, owner: "group:shop"}
---
apiVersion: waga/v1
kind: Component
metadata: {name: mail}
spec: {type: service, owner: "group:shop"}
`;

const rows = 240;
const illFrom = 228;
const change: Change = {
  ...{ senderId: 'id 1', kind: 'deploy', at: (illFrom - 8) * minute, title: 'db 12.1', component: 'db', process: null },
  ...{ environment: 'production', version: null, by: null, url: null },
};

function trouble(lost: number) {
  const random = seededRandom(3);
  const { documents } = readFiles([{ path: 'shop.yaml', text }], catalogKinds);
  const failing = (share: number) => (row: number) => (row >= illFrom ? share : 0.002);
  const indicator = (component: string, share: (row: number) => number) => {
    const valid = Float64Array.from({ length: rows }, () => random.integer(80, 120));
    const good = valid.map((count, row) => count - Math.min(count, random.poisson(count * share(row))));
    return { component, minutes: { from: 0, good, valid } };
  };
  const came = Float64Array.from(
    { length: rows },
    (_, row) => (row >= illFrom ? 1 - lost : 1) + 0.05 * random.normal(),
  );
  return {
    documents,
    process: 'payment',
    came: { from: 0, counts: came },
    indicators: [indicator('db', failing(lost)), indicator('api', failing(lost)), indicator('mail', failing(0.002))],
    changes: [change],
    onset: (illFrom + 1) * minute,
  };
}

describe('the probable root of a process', () => {
  it('is the deepest component below it that fails, told with its change', () => {
    const { root, answer } = rootOfProcess(trouble(0.4));
    expect(root?.component).toBe('db');
    expect(root?.score).toBeGreaterThan(0.5);
    expect(root?.why).toContain('process payment → api → db');
    expect(root?.why).toContain('deploy: db 12.1');
    expect(answer.candidates.map(({ node }) => node)).not.toContain('process payment');
  });

  it('is nobody where no component stands out', () => {
    const { root, answer } = rootOfProcess(trouble(0));
    expect([root, answer.abstained]).toEqual([null, true]);
    expect(answer.reason).toContain('Changed just before: db (deploy: db 12.1)');
  });

  it('is not the process itself, though it alone lost', () => {
    const quiet = trouble(0);
    const { root, answer } = rootOfProcess({ ...quiet, came: trouble(0.5).came });
    expect(root).toBeNull();
    expect(answer.candidates.map(({ node }) => node)).not.toContain('process payment');
  });

  it('is what a failing component calls by its traces, though nobody declared it; else the two stand side by side', () => {
    const { documents, came, indicators, onset } = trouble(0.4);
    const [db, , mail] = indicators;
    // of what api answers twice as much fails as of what it asks mail for, which it tries again; the database is well
    const ill = [
      { ...mail!, component: 'db' },
      { ...db!, component: 'mail' },
      { ...trouble(0.8).indicators[1]!, component: 'api' },
    ];
    const asked = { documents, process: 'payment', came, indicators: ill, changes: [], onset };
    expect(rootOfProcess(asked).root?.component).not.toBe('mail');
    const { root } = rootOfProcess({ ...asked, traced: [{ caller: 'api', callee: 'mail' }] });
    expect(root?.component).toBe('mail');
    expect(root?.why).toContain('it calls nothing further');
  });
});
