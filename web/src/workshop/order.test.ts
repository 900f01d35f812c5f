import { expect, it } from 'vitest';
import { workshopFixture } from '../../fixtures/workshop.ts';
import { inRank, isNew, levelOf } from './order.ts';

const now = Date.parse('2026-11-20T10:15:00Z');

it('puts first what is fixed first, and last what has no level yet', () => {
  const { processes } = workshopFixture('question', now);
  const names = inRank(processes).map(({ name }) => name);
  expect(names.slice(0, 5)).toEqual(['payment', 'checkout', 'payment-eur', 'refund', 'cashback']);
  expect(names.slice(5)).toEqual(processes.slice(5).map(({ name }) => name));
});

it('puts what was settled with its new level, not with what the answers say', () => {
  const { processes } = workshopFixture('result', now);
  const refund = processes.find(({ name }) => name === 'refund')!;
  expect([refund.proposedLevel, levelOf(refund)]).toEqual(['standard', 'important']);
  const levels = inRank(processes).map((process) => levelOf(process));
  expect(levels.lastIndexOf('important')).toBeLessThan(levels.indexOf('standard'));
});

it('proposes what differs and what nobody has signed', () => {
  const [payment, , , , checkout] = workshopFixture('result', now).processes;
  expect(isNew(payment!, new Set(['payment']))).toBe(true);
  expect(isNew(checkout!, new Set(['checkout']))).toBe(false);
  expect(isNew(checkout!, new Set())).toBe(true);
});
