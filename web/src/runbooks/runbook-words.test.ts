import { describe, expect, it } from 'vitest';
import { runbooksFixture, runFixture } from '../../fixtures/runbooks.ts';
import { alonePercent, meterText, progressText, stepActs, stepMeaning, stepNow } from './runbook-words.ts';

const now = Date.parse('2026-11-20T10:15:00Z');

describe('words of runbooks', () => {
  it('never claim that all was done alone when it was not', () => {
    expect(alonePercent({ steps: { done: 72, alone: 63 } })).toBe(87);
    expect(alonePercent({ steps: { done: 1_000, alone: 999 } })).toBe(99);
    expect(alonePercent({ steps: { done: 0, alone: 0 } })).toBeNull();
    expect(meterText(runbooksFixture('usual', now).meter)).toBe(
      '16 runs in 90 days: 63 of 72 steps without a person, 9 h 20 min saved.',
    );
  });

  it('name the step that a person is waited for', () => {
    expect(stepNow(runFixture('asks', now))?.id).toBe('ask');
    expect(progressText(runFixture('asks', now))).toBe('2 of 6 steps');
    expect(stepNow(runFixture('done', now))).toBeNull();
  });

  it('offer at each step only what fits it and is allowed', () => {
    const at = (name: 'asks' | 'approval' | 'unclear' | 'failed') => {
      const run = runFixture(name, now);
      return stepActs(run, stepNow(run) ?? run.steps.find(({ state }) => state === 'failed')!);
    };
    expect(at('approval')).toEqual(['approve', 'skip']);
    expect(at('asks')).toEqual(['answer', 'skip']);
    expect(at('unclear')).toEqual(['retry', 'mark-done', 'skip']);
    expect(at('failed')).toEqual(['retry', 'skip']);
    const run = { ...runFixture('asks', now), may: [] };
    expect(stepActs(run, stepNow(run)!)).toEqual([]);
  });

  it('say of an unclear step why it is not done again', () => {
    const step = stepNow(runFixture('unclear', now))!;
    expect(stepMeaning(step)).toContain('Doing it twice may harm');
    expect(stepMeaning({ ...step, repeatable: true })).toContain('It may be done again');
  });
});
