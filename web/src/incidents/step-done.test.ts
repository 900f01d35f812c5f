import { expect, it } from 'vitest';
import { isStepDone } from './step-done.ts';

const verify = (note: string) => ({ step: 'verify' as const, note });

it('is done once something is logged of it', () => {
  expect(isStepDone('act', [])).toBe(false);
  expect(isStepDone('act', [{ step: 'act', note: '' }])).toBe(true);
  expect(isStepDone('inform', [{ step: 'act', note: '' }])).toBe(false);
});

it('is not done while a switch is not verified, whatever else is', () => {
  const off = verify('cards: verified. The flag reads off.');
  const through = verify('cards: not verified. 29 came through since 2026-11-21T17:51:00Z.');
  const banner = verify('banner: verified. It answers 200.');
  expect(isStepDone('verify', [off, banner])).toBe(true);
  expect(isStepDone('verify', [off, through, banner])).toBe(false);
  expect(isStepDone('verify', [through, off])).toBe(true);
  expect(isStepDone('verify', [verify('Customers see the banner.')])).toBe(true);
});
