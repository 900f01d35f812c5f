import type { Level } from './level-filter.ts';

const fields = 6;

/**
 * The states of a level after each block of a history, in one row of numbers: eight weeks are eight thousand states, and
 * as many objects would cost more to keep than to reckon.
 */
export class LevelStates {
  readonly #values: Float64Array;
  readonly length: number;

  constructor(length: number) {
    this.length = length;
    this.#values = new Float64Array(length * fields);
  }

  set(block: number, level: Level): void {
    const values = this.#values;
    const i = block * fields;
    values[i] = level.at;
    values[i + 1] = level.slow;
    values[i + 2] = level.fast;
    values[i + 3] = level.varSlow;
    values[i + 4] = level.covar;
    values[i + 5] = level.varFast;
  }

  /** The state after a block, a copy. The block must lie within the history. */
  at(block: number): Level {
    const values = this.#values;
    const i = block * fields;
    return {
      at: values[i]!,
      slow: values[i + 1]!,
      fast: values[i + 2]!,
      varSlow: values[i + 3]!,
      covar: values[i + 4]!,
      varFast: values[i + 5]!,
    };
  }
}
