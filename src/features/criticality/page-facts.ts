import type { EpochMs } from '../../maths/instants.ts';
import { type MoneyView, showsMoney } from '../access/money-view.ts';
import { type Catalog, processesOf } from '../catalog/catalog.ts';
import type { Level } from '../catalog/fields.ts';
import type { RiskFinding } from './contract.ts';
import type { ServedFinding } from './findings/finding-contract.ts';
import { openCounts } from './findings/served-findings.ts';
import { productsByProcess } from './map/areas.ts';
import type { ObservedCoupling } from './observed/observed-contract.ts';
import type { CriticalityPage } from './page-contract.ts';
import type { ProcessWorth } from './process-worth.ts';
import type { Reckoned } from './reckoning.ts';
import { type Worths, worthsAt } from './stakes.ts';

/** The level that a component's observed outages would give it, and how many of them were seen. */
export interface SeenLevel {
  level: Level | null;
  incidents: number;
}

/** What is known at one time, by the catalogue that it was worked out for. */
export interface PageFacts {
  now: EpochMs;
  /** When `reckoned` was worked out. */
  asOf: EpochMs;
  state: CriticalityPage['state'];
  catalog: Catalog;
  reckoned: Reckoned;
  worths: ReadonlyMap<string, ProcessWorth>;
  findings: readonly ServedFinding[];
  /** Processes whose level a decision gives. */
  decided: ReadonlySet<string>;
  /** By component. */
  couplings: ReadonlyMap<string, readonly ObservedCoupling[]>;
  seen: ReadonlyMap<string, SeenLevel>;
}

/** Processes that have a value by their document, of which too little was measured to say what an hour is worth. */
export function notYetValued(catalog: Catalog, worths: ReadonlyMap<string, ProcessWorth>): string[] {
  return processesOf(catalog)
    .filter(({ metadata, spec }) => spec.value !== undefined && !worths.has(metadata.name))
    .map(({ metadata }) => metadata.name);
}

/** Who gives a value is not told to give one, for their traffic tells what an hour is worth sooner or later. */
export function withoutValued(findings: readonly RiskFinding[], catalog: Catalog): RiskFinding[] {
  const valued = new Set(processesOf(catalog).flatMap(({ metadata, spec }) => (spec.value ? metadata.name : [])));
  return findings.filter(({ code, subject }) => code !== 'missing_value' || !valued.has(subject));
}

/** The same as one with a view of the money sees it. */
export interface SeenFacts extends PageFacts {
  shown: Worths;
  products: ReadonlyMap<string, string>;
  /** Processes whose money is not shown. */
  hiddenProcesses: ReadonlySet<string>;
  moneyHidden: boolean;
  open: ReturnType<typeof openCounts>;
}

export function factsFor(facts: PageFacts, view: MoneyView): SeenFacts {
  const products = productsByProcess(facts.catalog);
  const isShown = (process: string): boolean => showsMoney(view, products.get(process));
  const names = processesOf(facts.catalog).map(({ metadata }) => metadata.name);
  const hiddenProcesses = new Set(names.filter((name) => !isShown(name)));
  return {
    ...facts,
    products,
    shown: worthsAt(facts.worths, facts.now, isShown),
    hiddenProcesses,
    moneyHidden: hiddenProcesses.size > 0,
    open: openCounts(facts.findings),
  };
}
