import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { decidedDiffers } from '../decided-differs.ts';
import { dependencyDrift } from '../discovered.ts';
import type { CriticalityQueries } from '../queries/criticality.ts';
import type { ObservedQueries } from '../queries/observed.ts';
import { Abandoned, Thread } from '../queries/thread.ts';
import { changedNoticeably, type Measured, nothingReckoned } from '../reckoning.ts';

interface Deps {
  now: () => EpochMs;
  catalog: () => Catalog;
  signals: { dependencies(period: Interval): Promise<DiscoveredDependency[]> };
  observed: Pick<ObservedQueries, 'measured' | 'outageMinutes'>;
  criticality: CriticalityQueries;
}

/** A graph that takes longer is given up, and tried again when something changes. */
const longestMs = 120_000;
/** Without a change it is worked out anew so often, for what an hour is worth moves on. */
const anewEvery = hour;
const driftDays = 14;

interface Begun {
  catalog: Catalog;
  seen: Measured;
  at: EpochMs;
}

/**
 * Works out what is critical in a thread of its own when the catalogue or what was measured has changed, and once an hour. A tick
 * only begins it. A newer catalogue ends the work on an older one. What failed is reported by the next run.
 */
export function criticalityJobs({ now, catalog, signals, observed, criticality }: Deps) {
  const thread = new Thread(longestMs);
  let begun: Begun | null = null;
  let problem: unknown = null;

  async function reckonNow({ catalog: of, seen, at }: Begun): Promise<void> {
    const period = { from: at - driftDays * day, to: at };
    const from = criticality.questionOn(of, seen);
    const [reckoned, discovered] = await Promise.all([
      of.documents.length === 0 ? nothingReckoned : thread.ask({ do: 'reckon', from }),
      signals.dependencies(period),
    ]);
    const findings = [...reckoned.answer.findings, ...decidedDiffers(of), ...dependencyDrift(of, discovered, period)];
    criticality.keep({
      at: now(),
      catalog: of,
      measured: seen,
      reckoned,
      findings,
    });
  }

  async function run(at: EpochMs): Promise<void> {
    const failure = problem;
    problem = null;
    const current = catalog();
    const seen = measuredNow(observed);
    const isNew = begun === null || revisionOf(begun.catalog) !== revisionOf(current);
    if (isNew || changedNoticeably(begun!.seen.measured, seen.measured) || at - begun!.at >= anewEvery) {
      if (isNew) await thread.end();
      const mine = { catalog: current, seen, at };
      begun = mine;
      reckonNow(mine).catch((error: unknown) => {
        if (error instanceof Abandoned || begun !== mine) return;
        problem = error;
        criticality.fail();
      });
    }
    if (failure !== null) throw failure;
  }

  async function stop(): Promise<void> {
    await thread.end();
    await criticality.close();
  }
  return [{ name: 'criticality', run, stop }];
}

function measuredNow({ measured, outageMinutes }: Pick<ObservedQueries, 'measured' | 'outageMinutes'>): Measured {
  const shares = measured().map(({ component, unavailability }) => [component, unavailability] as const);
  return { measured: new Map(shares), outages: outageMinutes() };
}
