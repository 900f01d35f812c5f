import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { type Catalog, processesOf } from '../../catalog/catalog.ts';
import { nearNames } from '../../catalog/suggestion.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import type { Retirement } from '../../signals/alerts/retirement.ts';
import { retirements } from '../../signals/queries/retirements.ts';
import type { AlertPage, AlertRow, AlertsAnswer, RetirementAnswer } from '../alert-contract.ts';
import type { AlertEntry } from '../alerts/alert-entries.ts';
import { byNoise, detailsOf, totalsOf, type WeighedAlert, weighAlerts } from '../alerts/alert-rows.ts';
import { firesIn } from '../alerts/fires.ts';
import { type Retired, retiredOf } from '../alerts/retired-of.ts';
import { checkRetirement } from '../alerts/retirement-check.ts';
import { retirementShown } from '../alerts/retirement-shown.ts';
import { type AlertFactDeps, alertFacts } from './alert-facts.ts';

interface Deps extends AlertFactDeps {
  now(): EpochMs;
}

/** What others ask of the alert catalogue; everything is reckoned when it is asked for. */
export function alertQueries(deps: Deps) {
  async function weighed(
    interval: Interval,
    view: MoneyView,
  ): Promise<{ all: WeighedAlert[]; window: Interval; moneyHidden: boolean }> {
    const now = bucketStart(deps.now(), minute);
    const window = { from: bucketStart(interval.from, minute), to: Math.min(bucketStart(interval.to, minute), now) };
    if (window.from >= window.to) throw new ProductError('bad_input', 'No whole minute of this period is over yet.');
    const { entries, weighing } = await alertFacts(deps, window, now);
    const isShown = moneyShown(view, weighing.catalog);
    const losses = weighing.losses.map((loss) => (isShown(loss.process) ? loss : { ...loss, money: null }));
    const all = weighAlerts(entries, { ...weighing, losses });
    return { all, window, moneyHidden: hidesMoney(weighing.catalog, isShown) };
  }

  const lastDays = (days: number): Interval => ({ from: deps.now() - days * day, to: deps.now() });

  return {
    /** Every alert over the last days, noisiest first, with the money that is shown to who asks. */
    async list(days: number, view: MoneyView): Promise<AlertsAnswer> {
      const { all, window, moneyHidden } = await weighed(lastDays(days), view);
      return {
        ...{ asOf: toRfc3339(deps.now()), from: toRfc3339(window.from), to: toRfc3339(window.to), moneyHidden },
        alerts: all.map(({ row }) => row).sort(byNoise),
        totals: totalsOf(all),
      };
    },

    /** One alert with its times and the P1 and P2 above it. Throws ProductError `not_found` with near ids. */
    async page(id: string, days: number, view: MoneyView): Promise<AlertPage> {
      const { all, moneyHidden } = await weighed(lastDays(days), view);
      const found = named(all, id);
      return {
        ...found.row,
        ...detailsOf(found, bucketStart(deps.now(), minute)),
        asOf: toRfc3339(deps.now()),
        moneyHidden,
      };
    },

    /** Every alert as it was over a period (cut at the present minute), noisiest first; ProductError `bad_input` where none of it is over. */
    async rows(interval: Interval, view: MoneyView = 'all'): Promise<AlertRow[]> {
      return (await weighed(interval, view)).all.map(({ row }) => row).sort(byNoise);
    },

    /** Every retirement, also those that were taken back, oldest first. */
    retirements: async (): Promise<Retired[]> => retiredOf(await retirements(deps.records)),

    /**
     * What retiring an alert would lose, as far as the last days tell. Throws ProductError `not_found` for either id, `bad_input` for an
     * alert that replaces itself or cannot be retired, `conflict` where the replacement is retired, or somebody mandates the alert.
     */
    async check(id: string, { replacement, days }: { replacement: string; days: number }): Promise<RetirementAnswer> {
      const now = bucketStart(deps.now(), minute);
      const window = { from: bucketStart(now - days * day, minute), to: now };
      const { entries, weighing } = await alertFacts(deps, window, now);
      const entry = namedEntry(entries, id);
      const other = namedEntry(entries, replacement);
      mayReplace(entry, other, weighing.retired);
      const losses = weighing.losses.filter(({ process }) => entry.processes.includes(process));
      const [own, others] = [firesIn(window, entry.times, now), firesIn(window, other.times, now)];
      const checked = checkRetirement(own, others, losses, now);
      return retirementShown(checked, {
        days,
        replacement: other.name,
        fires: { before: own.length, after: others.length },
      });
    },
  };
}
export type AlertQueries = ReturnType<typeof alertQueries>;

function mayReplace(entry: AlertEntry, other: AlertEntry, retired: ReadonlyMap<string, Retirement>): void {
  if (entry.origin === 'business') {
    throw new ProductError(
      'bad_input',
      'The rule on a business result is not retired: its thresholds and its level are decided.',
    );
  }
  if (entry.id === other.id) throw new ProductError('bad_input', 'replacement: expected another alert.');
  if (retired.has(other.id)) throw new ProductError('conflict', 'The replacement is retired itself.');
  if (entry.mandatedBy !== null) {
    const message = `It is mandated by ${entry.mandatedBy}: take mandatedBy out of the catalogue first.`;
    throw new ProductError('conflict', message);
  }
}

const hidesMoney = (catalog: Catalog, isShown: (process: string) => boolean): boolean =>
  processesOf(catalog).some(({ metadata, spec }) => spec.value !== undefined && !isShown(metadata.name));

function named(all: readonly WeighedAlert[], id: string): WeighedAlert {
  return (
    all.find(({ row }) => row.id === id) ??
    missing(
      id,
      all.map(({ row }) => row.id),
    )
  );
}

function namedEntry(all: readonly AlertEntry[], id: string): AlertEntry {
  return (
    all.find((entry) => entry.id === id) ??
    missing(
      id,
      all.map((entry) => entry.id),
    )
  );
}

function missing(id: string, ids: readonly string[]): never {
  const near = nearNames(id, ids);
  const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
  throw new ProductError('not_found', `No alert has this id${hint}`, { near });
}
