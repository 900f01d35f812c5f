import type { BalanceComponent, BalanceNow, BalanceProcess } from '../../../src/features/balance/contract.ts';

/** A process with the balance it belongs to, and that balance's components by name. */
export interface ShownProcess {
  process: BalanceProcess;
  balance: BalanceNow;
  components: ReadonlyMap<string, BalanceComponent>;
}
