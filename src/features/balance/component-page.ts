import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { type Catalog, componentsOf, type Document } from '../catalog/catalog.ts';
import type { ComponentSpec } from '../catalog/component.ts';
import { namesIn } from '../catalog/dependency.ts';
import type { Alarm } from '../objectives/contract.ts';
import { sourcesOfComponent } from '../signals/source.ts';
import type { ComponentPage } from './component-page-contract.ts';
import type { BalanceNow, BalanceProcess } from './contract.ts';
import { standsOn, wayTo } from './dependency-tree.ts';
import { newestFirst } from './process-page.ts';

export interface ComponentPageFacts {
  catalog: Catalog;
  component: Document<ComponentSpec>;
  /** The last completed tick; it holds this component. */
  balance: BalanceNow;
  /** Of the period shown, whichever order; also of others. */
  alarms: readonly Alarm[];
}

/** Everything the page of a component shows, with the money that `view` allows. */
export function composeComponentPage(facts: ComponentPageFacts, view: MoneyView): ComponentPage {
  const { catalog, component, balance } = facts;
  const { name } = component.metadata;
  const now = balance.components.find((one) => one.name === name);
  if (now === undefined) throw new RangeError(`the balance does not hold ${name}`);
  const over = balance.processes.filter(({ components }) => components.includes(name));
  const carries = over.map((process) => carried(catalog, process, name, view));
  const tree = standsOn(catalog, { component: name });
  const usedBy = componentsOf(catalog)
    .filter(({ metadata, spec }) => metadata.name !== name && namesIn(spec.dependsOn).includes(name))
    .map(({ metadata }) => metadata.name);
  const shown = new Set([
    ...tree.flatMap((line) => line.component ?? []),
    ...usedBy,
    ...carries.flatMap(({ way }) => way.map((step) => step.component)),
  ]);
  shown.delete(name);
  const { processes, ...rest } = now;
  const sources = sourcesOfComponent(catalog, name);
  return {
    ...rest,
    asOf: balance.asOf,
    description: component.metadata.description ?? null,
    owner: component.spec.owner ?? null,
    availability: component.spec.availability ?? null,
    timeZones: [...new Set(over.map(({ timeZone }) => timeZone))],
    carries: carries.toSorted((a, b) => Number(b.state === 'losing') - Number(a.state === 'losing')),
    moneyHidden: over.some(({ product, currency }) => currency !== null && !showsMoney(view, product)),
    standsOn: tree,
    usedBy,
    components: balance.components.filter((one) => shown.has(one.name)),
    sources: balance.sources.filter((source) => sources.includes(source.name)),
    alarms: newestFirst(
      facts.alarms.filter((alarm) => alarm.component === name),
      ({ startedAt }) => startedAt,
    ),
  };
}

function carried(
  catalog: Catalog,
  { name, displayName, level, product, impact }: BalanceProcess,
  component: string,
  view: MoneyView,
): ComponentPage['carries'][number] {
  return {
    name,
    displayName,
    level,
    state: impact.state,
    class: impact.class,
    lossPerHour: showsMoney(view, product) ? impact.lossPerHour : null,
    way: wayTo(catalog, name, component) ?? [],
  };
}
