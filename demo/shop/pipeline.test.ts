import { describe, expect, it } from 'vitest';
import { failures } from '../model/failures.ts';
import { changeOf } from './pipeline.ts';

const at = Date.UTC(2026, 10, 20, 10);

describe('the shop’s pipeline', () => {
  it('tells of what the shop’s own people change, and of no vendor’s doing', () => {
    const told = failures.map(({ name }) => name).filter((name) => changeOf(name, true, at) !== null);
    expect(told).toEqual(['slow-database', 'cashback-errors', 'batch-fails', 'sales-stopped']);
  });

  it('tells of the way back as a change of its own', () => {
    const there = changeOf('cashback-errors', true, at);
    const back = changeOf('cashback-errors', false, at + 60_000);
    expect(there).toMatchObject({ kind: 'deploy', component: 'cashback', title: 'Cashback 3.1.0' });
    expect(back).toMatchObject({ title: 'Cashback back to 3.0.4', at: '2026-11-20T10:01:00.000Z' });
    expect(back!.id).not.toBe(there!.id);
  });
});
