import { ProductError } from '../../src/errors.ts';
import type { Measurements } from '../../src/stores/measurements/measurements.ts';

export type Refusal = 'overloaded' | 'store_unavailable' | null;

/** The real store, which refuses to append while `refusal` names why. */
export const refusingStore =
  (refusal: () => Refusal) =>
  (store: Measurements): Measurements => ({
    append: (batch) => {
      const code = refusal();
      return code === null ? store.append(batch) : Promise.reject(new ProductError(code, 'refused'));
    },
    ask: (question) => store.ask(question),
    retain: (from, people) => store.retain(from, people),
    backup: (file, begun) => store.backup(file, begun),
    settle: (before, most) => store.settle(before, most),
    forget: (user) => store.forget(user),
    check: () => store.check(),
    status: () => store.status(),
    close: () => store.close(),
  });
