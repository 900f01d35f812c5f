import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { bucketStart, type EpochMs, minute, toRfc3339 } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { MoneyView } from '../../access/money-view.ts';
import { type Catalog, componentsOf, processesOf, revisionOf } from '../../catalog/catalog.ts';
import type { Document } from '../../catalog/document.ts';
import { nearNames } from '../../catalog/suggestion.ts';
import type { Learned } from '../../expectations/learn.ts';
import type { EventValue } from '../../impact/event-value.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import type { RiskFinding } from '../contract.ts';
import type { FindingsAnswer } from '../findings/finding-contract.ts';
import { type Acceptances, servedFindings } from '../findings/served-findings.ts';
import { derivedShares, type SeenCouplings, seenCouplings } from '../observed/seen-couplings.ts';
import { type ComponentCriticalityPage, CriticalityPage, type ProcessCriticalityPage } from '../page-contract.ts';
import { factsFor, type SeenFacts, withoutValued } from '../page-facts.ts';
import { type ProcessWorth, worthOfProcess } from '../process-worth.ts';
import { type Measured, nothingMeasured, nothingReckoned, type Reckoned, type ReckonedFrom } from '../reckoning.ts';
import { componentCriticalityPage, criticalityPage, processCriticalityPage } from '../thing-pages.ts';
import type { WhatIfAnswer, WhatIfChange } from '../what-if/what-if-contract.ts';
import { acceptancesAt } from './acceptances.ts';
import type { ObservedQueries } from './observed.ts';
import { Remembered } from './remembered.ts';
import { Thread } from './thread.ts';

interface Deps {
  records: Kysely<Tables>;
  now: () => EpochMs;
  catalog: () => Catalog;
  expectations: { learned(process: string): Learned | null };
  impact: { eventValue(process: string): EventValue | null };
  observed: Pick<ObservedQueries, 'couplings' | 'levels'>;
}

/** What was last worked out, by the catalogue it was worked out for; with what was found beside the graph. */
export interface Held {
  at: EpochMs;
  catalog: Catalog;
  measured: Measured;
  reckoned: Reckoned;
  findings: readonly RiskFinding[];
}

/** A question must not take longer than somebody waits. */
const longestQuestionMs = 20_000;
const rememberedPasts = 4;
/** Whoever sees other money sees another page. */
const rememberedViews = 8;

export type CriticalityQueries = ReturnType<typeof criticalityQueries>;

/** What others ask of criticality; the last answer is held in memory. Money is that of the present hour, as is known now. */
export function criticalityQueries({ records, now, catalog, expectations, impact, observed }: Deps) {
  let held: Held | null = null;
  let failed = false;
  let looked: { of: Held; at: EpochMs; seen: SeenCouplings } | null = null;
  const lately = new Remembered<SeenFacts>(rememberedViews);
  const pages = new WeakMap<SeenFacts, CriticalityPage>();
  const questions = new Thread(longestQuestionMs);
  const past = new Map<string, Promise<Reckoned>>();

  function worths(of: Catalog): ReadonlyMap<string, ProcessWorth> {
    return new Map(
      processesOf(of).flatMap((process) => {
        const { name } = process.metadata;
        const learned = expectations.learned(name);
        const profile = learned && 'profile' in learned ? learned.profile : null;
        const worth = worthOfProcess(process, profile, impact.eventValue(name));
        return worth === null ? [] : [[name, worth] as const];
      }),
    );
  }

  /** What people said of findings at an instant. */
  const acceptances = (at: EpochMs): Promise<Acceptances> => acceptancesAt(records, at);

  /** What is sent to a thread: values are averages of the week. */
  function questionOn(of: Catalog, seen: Measured): ReckonedFrom {
    const values = [...worths(of)].map(
      ([name, { currency, average }]) => [name, { currency, minor: average }] as const,
    );
    return { documents: of.documents, values: new Map(values), ...seen };
  }

  /**
   * The same for a catalogue of the past, by what was measured last; a few are remembered. Throws as `Thread.ask`.
   */
  function reckonedFor(of: Catalog): Promise<Reckoned> {
    const revision = revisionOf(of);
    if (of.documents.length === 0) return Promise.resolve(nothingReckoned);
    if (held !== null && revisionOf(held.catalog) === revision) return Promise.resolve(held.reckoned);
    const known = past.get(revision);
    if (known !== undefined) return known;
    const reckoned = questions.ask({ do: 'reckon', from: questionOn(of, held?.measured ?? nothingMeasured) });
    past.set(revision, reckoned);
    reckoned.catch(() => past.delete(revision));
    for (const oldest of past.keys()) if (past.size > rememberedPasts) past.delete(oldest);
    return reckoned;
  }

  /** What was seen beside what was worked out; looked at anew every minute, for thousands of pairs take their time. */
  function seenBeside(of: Held): SeenCouplings {
    const at = bucketStart(now(), minute);
    if (looked?.of === of && looked.at === at) return looked.seen;
    const derived = derivedShares(of.reckoned.answer.components);
    const out = observed.couplings(derived).filter(({ incidents, degraded }) => incidents > 0 || degraded !== null);
    looked = { of, at, seen: seenCouplings(out, observed.levels(), of.catalog) };
    return looked.seen;
  }

  async function facts(view: MoneyView): Promise<SeenFacts> {
    const last = held ?? nothingHeld(now());
    const beside = seenBeside(last);
    const accepted = await acceptances(now());
    const worth = worths(last.catalog);
    const state = failed ? 'failed' : revisionOf(last.catalog) === revisionOf(catalog()) ? 'ready' : 'working';
    const at = bucketStart(now(), minute);
    const averages = [...worth].map(([name, { average }]) => [name, average]);
    const key = JSON.stringify([view === 'all' ? view : view.toSorted(), state, at, averages, [...accepted]]);
    const make = (): SeenFacts =>
      factsFor(
        {
          now: at,
          asOf: last.at,
          state,
          catalog: last.catalog,
          reckoned: last.reckoned,
          worths: worth,
          findings: servedFindings([...withoutValued(last.findings, last.catalog), ...beside.findings], accepted),
          decided: decidedIn(last.catalog),
          couplings: beside.couplings,
          seen: beside.seen,
        },
        view,
      );
    return lately.get(beside, key, make);
  }

  return {
    questions,

    /** What was last worked out; null before the first time. */
    held: (): Held | null => held,

    /** Replaces what is answered. */
    keep(next: Held): void {
      held = next;
      failed = false;
    },

    /** That the catalogue of now could not be worked out; the former answer stands. */
    fail(): void {
      failed = true;
    },

    worths,
    facts,
    acceptances,
    questionOn,
    reckonedFor,

    /** The same object as long as nothing has changed. */
    async page(view: MoneyView): Promise<CriticalityPage> {
      const seen = await facts(view);
      const page = pages.get(seen) ?? CriticalityPage.parse(criticalityPage(seen));
      pages.set(seen, page);
      return page;
    },

    /** Throws ProductError `not_found` with near names as `near`; `overloaded` while it has not been worked out. */
    async componentPage(name: string, view: MoneyView): Promise<ComponentCriticalityPage> {
      const page = componentCriticalityPage(await facts(view), name);
      return page ?? missing('component', name, componentsOf(catalog()));
    },

    /** Throws as `componentPage`. */
    async processPage(name: string, view: MoneyView): Promise<ProcessCriticalityPage> {
      const page = processCriticalityPage(await facts(view), name);
      return page ?? missing('process', name, processesOf(catalog()));
    },

    async findings(): Promise<FindingsAnswer> {
      const { asOf, findings } = await facts([]);
      return { asOf: toRfc3339(asOf), findings: [...findings] };
    },

    /**
     * What the changes would do, by the catalogue of now; with the money that is shown to who asks. Throws ProductError
     * `bad_input` for a component that it does not hold, and as `Thread.ask`.
     */
    whatIf(changes: readonly WhatIfChange[], view: MoneyView): Promise<WhatIfAnswer> {
      const current = catalog();
      const measured = held?.measured ?? nothingMeasured;
      const from = questionOn(current, measured);
      const key = JSON.stringify([revisionOf(current), [...measured.measured], [...measured.outages]]);
      const shown = moneyShown(view, current);
      const values = new Map([...from.values].filter(([process]) => shown(process)));
      return questions.ask({ do: 'what-if', key, from: { ...from, values }, changes });
    },

    close: (): Promise<void> => questions.end(),
  };
}

const decidedIn = (catalog: Catalog): ReadonlySet<string> =>
  new Set(processesOf(catalog).flatMap(({ metadata, outranked }) => (outranked ? [metadata.name] : [])));

const nothingHeld = (at: EpochMs): Held => ({
  at,
  catalog: { version: 0, appliedAt: 0, documents: [] },
  measured: nothingMeasured,
  reckoned: nothingReckoned,
  findings: [],
});

function missing(what: 'process' | 'component', name: string, all: readonly Document[]): never {
  const names = all.map(({ metadata }) => metadata.name);
  if (names.includes(name)) {
    throw new ProductError('overloaded', `This ${what} is new and is being worked out; ask again in a few seconds.`);
  }
  const near = nearNames(name, names);
  const hint = near.length === 0 ? '.' : `; did you mean ${near.join(' or ')}?`;
  throw new ProductError('not_found', `No ${what} has this name${hint}`, { near });
}
