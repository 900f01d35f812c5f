import { ProductError } from '../../../errors.ts';
import { bucketStart, day, type EpochMs, type Interval, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import {
  type Catalog,
  componentNamed,
  componentsOf,
  type Document,
  processesOf,
  processNamed,
} from '../../catalog/catalog.ts';
import { nearNames } from '../../catalog/suggestion.ts';
import type { Drop } from '../../impact/contract.ts';
import type { Alarm } from '../../objectives/contract.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import type { StepCounts } from '../../signals/queries/step-counts.ts';
import { composeComponentPage } from '../component-page.ts';
import type { ComponentDependencies, ComponentPage } from '../component-page-contract.ts';
import { composeBalance } from '../compose.ts';
import type { BalanceNow } from '../contract.ts';
import { compareDependencies } from '../dependency-comparison.ts';
import { composeProcessPage } from '../process-page.ts';
import type { ProcessFunnel, ProcessPage } from '../process-page-contract.ts';

export interface ThingPageDeps {
  catalog: { current(): Catalog };
  balance: { now(): BalanceNow };
  impact: { drops(q: Interval & { process?: string }): Promise<Drop[]> };
  objectives: { alarms(q: Interval): Promise<Alarm[]> };
}

/** How far back drops and alarms are shown. */
const shownMs = 30 * day;

/** The page of a process. Throws ProductError `not_found` with near names as `near` for a name that no process bears. */
export async function processPage(
  { catalog, balance, impact, objectives }: ThingPageDeps,
  question: { name: string; now: EpochMs; view: MoneyView },
): Promise<ProcessPage> {
  const current = catalog.current();
  const process = processNamed(current, question.name) ?? missing('process', question.name, processesOf(current));
  const period = { from: question.now - shownMs, to: question.now };
  const [drops, alarms] = await Promise.all([
    impact.drops({ ...period, process: question.name }),
    objectives.alarms(period),
  ]);
  const facts = { catalog: current, process, balance: holding(balance.now(), current), drops, alarms };
  return composeProcessPage(facts, question.view);
}

/** The page of a component. Throws ProductError `not_found` with near names as `near`. */
export async function componentPage(
  { catalog, balance, objectives }: Omit<ThingPageDeps, 'impact'>,
  question: { name: string; now: EpochMs; view: MoneyView },
): Promise<ComponentPage> {
  const current = catalog.current();
  const component =
    componentNamed(current, question.name) ?? missing('component', question.name, componentsOf(current));
  const alarms = await objectives.alarms({ from: question.now - shownMs, to: question.now });
  return composeComponentPage(
    { catalog: current, component, balance: holding(balance.now(), current), alarms },
    question.view,
  );
}

/** What traces of a period show of a component, beside what is declared. Throws ProductError as `componentPage`. */
export async function componentDependencies(
  deps: {
    catalog: { current(): Catalog };
    signals: { dependencies(period: Interval): Promise<DiscoveredDependency[]> };
  },
  { name, from, to }: { name: string } & Interval,
): Promise<ComponentDependencies> {
  const current = deps.catalog.current();
  if (componentNamed(current, name) === undefined) missing('component', name, componentsOf(current));
  const dependencies = compareDependencies(current, name, await deps.signals.dependencies({ from, to }));
  return { component: name, from: toRfc3339(from), to: toRfc3339(to), dependencies };
}

/** How many passed each step in the whole minutes of a period that are over. Throws ProductError as `processPage`. */
export async function processFunnel(
  deps: {
    catalog: { current(): Catalog };
    stepCounts(q: { process: string; steps: readonly string[] } & Interval): Promise<StepCounts>;
  },
  { name, from, to, now }: { name: string; now: EpochMs } & Interval,
): Promise<ProcessFunnel> {
  const current = deps.catalog.current();
  const { spec } = processNamed(current, name) ?? missing('process', name, processesOf(current));
  const window = { from: bucketStart(from, minute), to: Math.min(bucketStart(to, minute), bucketStart(now, minute)) };
  if (window.from >= window.to) throw new ProductError('bad_input', 'No whole minute of this period is over yet.');
  const counts = await deps.stepCounts({ process: name, steps: spec.steps, ...window });
  return { process: name, from: toRfc3339(window.from), to: toRfc3339(window.to), ...counts };
}

/** What the last tick left; before the first, or for what was added since, the same with nothing judged. */
function holding(last: BalanceNow, catalog: Catalog): BalanceNow {
  const known = new Set([...last.processes, ...last.components].map(({ name }) => name));
  const named: readonly Document[] = [...processesOf(catalog), ...componentsOf(catalog)];
  if (named.every(({ metadata }) => known.has(metadata.name))) return last;
  const { environment, sources } = last;
  const facts = {
    impacts: last.processes.map(({ impact }) => impact),
    health: last.components.map(({ health }) => health),
  };
  return composeBalance({
    asOf: Date.parse(last.asOf),
    environment,
    catalog,
    sources,
    recent: new Map(last.processes.map(({ name, recent }) => [name, recent])),
    ...facts,
  });
}

function missing(what: 'process' | 'component', name: string, all: readonly Document[]): never {
  const near = nearNames(
    name,
    all.map(({ metadata }) => metadata.name),
  );
  const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
  throw new ProductError('not_found', `No ${what} has this name${hint}`, { near });
}
