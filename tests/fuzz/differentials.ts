import type { Differential } from './differential.ts';

/** Every pair of ways that are held against each other; how to add one is told in differential.ts. */
export const differentials: Differential[] = [];
