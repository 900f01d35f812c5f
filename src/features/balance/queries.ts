import { ProductError } from '../../errors.ts';
import { bucketStart, type EpochMs, type Interval, minute } from '../../maths/instants.ts';
import type { MinuteSeries } from '../../maths/minute-series.ts';
import type { MoneyView } from '../access/money-view.ts';
import { type Catalog, componentsUnder, processesOf, processNamed } from '../catalog/catalog.ts';
import { didYouMean } from '../catalog/suggestion.ts';
import type { Drop } from '../impact/contract.ts';
import { moneyShown } from '../impact/hide-money.ts';
import type { Alarm } from '../objectives/contract.ts';
import { emptyBalance } from './compose.ts';
import type { BalanceMatrix, BalanceNow } from './contract.ts';
import { hideBalanceMoney, matrixShown } from './hide-money.ts';
import { unknownSpans } from './minute-spans.ts';

interface Deps {
  environment: string;
  /** When the server began, and what the 2×2 takes for now when it is not told. */
  now?: () => EpochMs;
  catalog: () => Catalog;
  signals: { businessMinutes(q: { process: string; step: string } & Interval): Promise<MinuteSeries> };
  impact: { drops(q: Interval & { process?: string }): Promise<Drop[]> };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
}

/**
 * A period and, if only one process is wanted, its name; `now` cuts the period and ends what still lasts; `money` is what is
 * shown to who asks, everything when left out.
 */
export interface MatrixQuestion extends Interval {
  process?: string | undefined;
  now?: EpochMs;
  money?: MoneyView;
}

/** What the page asks of the balance: the state that the last tick left in memory, and the 2×2 over a period. */
export function balanceQueries({ environment, catalog, signals, impact, objectives, now: clock = Date.now }: Deps) {
  let last: BalanceNow = emptyBalance(clock(), environment);

  return {
    /** The last completed state, with the money that is shown to who asks; before the first tick a valid one without any process. */
    now: (money: MoneyView = 'all'): BalanceNow => hideBalanceMoney(last, money),

    /** Replaces what `now` answers. */
    keep(next: BalanceNow): void {
      last = next;
    },

    /**
     * The 2×2 over the whole minutes of the period up to the present one, by the catalogue as it is now. Throws ProductError
     * `not_found` (with the nearest name) on an unknown process, `bad_input` when no whole minute of the period is over.
     */
    async matrix({ from, to, process, now = clock(), money = 'all' }: MatrixQuestion): Promise<BalanceMatrix> {
      const current = catalog();
      const present = bucketStart(now, minute);
      const window = { from: bucketStart(from, minute), to: Math.min(bucketStart(to, minute), present) };
      if (window.from >= window.to) {
        throw new ProductError('bad_input', 'No whole minute of this period is over yet.');
      }
      const [drops, alarms, processes] = await Promise.all([
        impact.drops(process === undefined ? window : { ...window, process }),
        objectives.alarms(window),
        Promise.all(chosen(current, process).map(measuredProcess)),
      ]);
      const facts = { window, process: process ?? null, processes, drops, alarms, now: present };
      return matrixShown(facts, moneyShown(money, current));

      async function measuredProcess({ metadata: { name }, spec }: ReturnType<typeof processesOf>[number]) {
        const minutes = await signals.businessMinutes({ process: name, step: spec.kpi, ...window });
        return { name, components: componentsUnder(current, name), unknown: unknownSpans(window, minutes) };
      }
    },
  };
}

function chosen(catalog: Catalog, process: string | undefined) {
  const all = processesOf(catalog);
  if (process === undefined) return all;
  const found = processNamed(catalog, process);
  if (found) return [found];
  const names = all.map(({ metadata }) => metadata.name);
  throw new ProductError('not_found', `No process has this name${didYouMean(process, names) || '.'}`);
}

export type BalanceQueries = ReturnType<typeof balanceQueries>;
