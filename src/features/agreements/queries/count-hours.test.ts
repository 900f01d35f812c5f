import { expect, it } from 'vitest';
import type { Document } from '../../catalog/document.ts';
import { type CountDeps, countHours } from './count-hours.ts';

const names = ['basket', 'checkout', 'gateway'];
const documents = names.flatMap((component) =>
  ['answers', 'fast'].map((what) => ({
    ...{ apiVersion: 'waga/v1', kind: 'Measure', metadata: { name: `${component}-${what}` } },
    spec: { component, type: what === 'fast' ? 'latency' : 'availability' },
  })),
);

it('asks for the minutes of all components at once', async () => {
  const at = Date.UTC(2026, 10, 3, 9);
  const asked: (() => void)[] = [];
  const signals: CountDeps['signals'] = {
    // answers nobody before everybody has asked, as a store that is busy with others
    indicatorMinutes: async ({ from, to }) => {
      await new Promise<void>((answer) => {
        asked.push(answer);
        if (asked.length === 6) for (const one of asked) one();
      });
      const column = () => new Float64Array((to - from) / 60_000).fill(2);
      return { from, good: column(), valid: column() };
    },
  };
  const deps = {
    signals,
    catalog: () => ({ documents: documents as unknown[] as Document[] }),
  } as unknown as CountDeps;
  const subjects = names.map((name) => ({ kind: 'component', name }) as const);
  const rows = await countHours(deps, subjects, { from: at, to: at + 3_600_000 });
  expect(rows.map(({ subject, good, valid }) => [subject.name, good, valid])).toEqual(
    names.map((name) => [name, 120, 120]),
  );
});
