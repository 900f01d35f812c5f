import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { type Catalog, type Document, displayName, documentNamed } from '../catalog/catalog.ts';
import type { ProcessSpec } from '../catalog/process.ts';
import type { ProductSpec } from '../catalog/product.ts';
import { dayKinds, thresholdsOn } from '../catalog/thresholds.ts';
import type { Drop } from '../impact/contract.ts';
import { hideDropMoney, hideImpactMoney } from '../impact/hide-money.ts';
import type { Alarm } from '../objectives/contract.ts';
import type { BalanceNow } from './contract.ts';
import { standsOn } from './dependency-tree.ts';
import type { ProcessPage } from './process-page-contract.ts';
import { verdictOf } from './verdict.ts';

export interface ProcessPageFacts {
  catalog: Catalog;
  process: Document<ProcessSpec>;
  /** The last completed tick; it holds this process. */
  balance: BalanceNow;
  /** Of the period shown, whichever order. */
  drops: readonly Drop[];
  alarms: readonly Alarm[];
}

/** Alarms of a flapping component are not worth more of a page than this. */
const mostAlarms = 500;

/** Everything the page of a process shows, with the money that `view` allows. */
export function composeProcessPage(facts: ProcessPageFacts, view: MoneyView): ProcessPage {
  const { catalog, process, balance } = facts;
  const { name } = process.metadata;
  const now = balance.processes.find((one) => one.name === name);
  if (now === undefined) throw new RangeError(`the balance does not hold ${name}`);
  const { spec } = process;
  const product = spec.product === undefined ? undefined : productNamed(catalog, spec.product);
  const isHidden = !showsMoney(view, spec.product);
  const under = new Set(now.components);
  const components = balance.components.filter((component) => under.has(component.name));
  return {
    asOf: balance.asOf,
    name,
    displayName: now.displayName,
    description: process.metadata.description ?? null,
    level: now.level,
    product:
      spec.product === undefined
        ? null
        : { name: spec.product, displayName: product === undefined ? spec.product : displayName(product) },
    productManager: spec.productManager ?? product?.spec.productManager ?? null,
    owner: product?.spec.owner ?? null,
    timeZone: spec.timeZone,
    currency: now.currency,
    steps: spec.steps,
    kpi: spec.kpi,
    thresholds: thresholdsOf(spec),
    impact: hideImpactMoney(now.impact, !isHidden),
    verdict: verdictOf(
      [now],
      components.map(({ health }) => health),
    ),
    moneyHidden: isHidden,
    standsOn: standsOn(catalog, { process: name }),
    components,
    sources: balance.sources.filter((source) => now.sources.includes(source.name)),
    drops: newestFirst(facts.drops, ({ onset }) => onset).map((drop) => hideDropMoney(drop, !isHidden)),
    alarms: newestFirst(
      facts.alarms.filter(({ component }) => under.has(component)),
      ({ startedAt }) => startedAt,
    ).slice(0, mostAlarms),
  };
}

const productNamed = (catalog: Catalog, name: string): Document<ProductSpec> | undefined =>
  documentNamed<ProductSpec>(catalog.documents, 'Product', name);

/** The pair of all days, then of each kind of day that has one of its own. */
function thresholdsOf({ thresholds }: ProcessSpec): ProcessPage['thresholds'] {
  const special = dayKinds.filter((kind) => thresholds[kind] !== undefined).toReversed();
  return [
    { on: null, ...thresholdsOn(thresholds, []) },
    ...special.map((kind) => ({ on: kind, ...thresholdsOn(thresholds, [kind]) })),
  ];
}

/** RFC 3339 in UTC sorts as text. */
export function newestFirst<T>(list: readonly T[], at: (one: T) => string): T[] {
  return list.toSorted((a, b) => (at(a) < at(b) ? 1 : at(a) > at(b) ? -1 : 0));
}
