import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

const outside = ['**/node_modules/**', '**/dist/**'];
// What is polled for comes when the machine gets to it, which is not within the second that is usual.
const plainNode = { environment: 'node', exclude: outside, expect: { poll: { timeout: 20_000 } } } as const;
// Hundreds of tests start the command as a process of its own. Node keeps what it compiled, by content, so that only the first
// start of each file compiles it: workers and what tests start inherit this.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

/** They mostly wait for minutes of the clock, as real programs keep them, one after the other. */
const waiting = [
  'tests/end-to-end/demo.test.ts',
  'tests/end-to-end/prometheus.test.ts',
  'tests/pull/real-prometheus.test.ts',
  'tests/notifications/kill-for-good.test.ts',
];
const whole = {
  ...plainNode,
  // On a machine that others load, one that waits for a browser or a server may wait too long; it is named at the end.
  retry: process.env.CI ? 1 : 0,
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

/**
 * Three groups, one after the other: tests of code, tests that start servers, databases, browsers or whole commands, and those that
 * mostly wait, which `npm test` runs beside the others. Two files at a time: a third that works takes what a real server beside it
 * needs. None of them times anything.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...plainNode,
          name: 'code',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'tests/house/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 30_000,
          // Two processes for all of them: each file has modules of its own, and packages are loaded once.
          isolate: false,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...whole,
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          exclude: [...outside, 'tests/house/**', ...waiting],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      { test: { ...whole, name: 'waiting', include: waiting, maxWorkers: 1, sequence: { groupOrder: 2 } } },
    ],
  },
});
