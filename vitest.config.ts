import { defineConfig } from 'vitest/config';

const outside = ['**/node_modules/**', '**/dist/**'];
const plainNode = { environment: 'node', exclude: outside } as const;

/**
 * Two groups, one after the other: tests of code run on both cores; tests that start servers, databases, browsers or
 * whole commands run one file at a time, so that none waits for another's processor.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...plainNode,
          name: 'code',
          include: ['src/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}', 'demo/**/*.test.ts', 'tests/house/**/*.test.ts'],
          testTimeout: 20_000,
          hookTimeout: 30_000,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...plainNode,
          name: 'whole',
          include: ['tests/**/*.test.ts'],
          exclude: [...outside, 'tests/house/**'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
