import { day, type EpochMs, hour, type Interval } from '../../../maths/instants.ts';
import { type Catalog, revisionOf } from '../../catalog/catalog.ts';
import type { DiscoveredDependency } from '../../signals/contract.ts';
import { decidedDiffers } from '../decisions/decided-differs.ts';
import { dependencyDrift } from '../findings/discovered.ts';
import type { CriticalityQueries, Held } from '../queries/criticality.ts';
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

/** What a reckoning begins from; another one is worth its while when something in it has changed. */
interface Begun {
  catalog: Catalog;
  seen: Measured;
  /** Processes of which is known what an hour is worth. */
  valued: string;
  at: EpochMs;
}

/**
 * Works out what is critical in a thread of its own when the catalogue, what was measured or what is valued has changed, and once an
 * hour. A tick only begins it. A newer catalogue ends the work on an older one. What failed is reported by the next run.
 */
export function criticalityJobs({ now, catalog, signals, observed, criticality }: Deps) {
  const thread = new Thread(longestMs);
  let begun: Begun | null = null;
  let underWay = false;
  let problem: unknown = null;

  async function reckonNow({ catalog: of, seen, at }: Begun): Promise<Held> {
    const period = { from: at - driftDays * day, to: at };
    const from = criticality.questionOn(of, seen);
    const [reckoned, discovered] = await Promise.all([
      of.documents.length === 0 ? nothingReckoned : thread.ask({ do: 'reckon', from }),
      signals.dependencies(period),
    ]);
    const findings = [...reckoned.answer.findings, ...decidedDiffers(of), ...dependencyDrift(of, discovered, period)];
    return { at: now(), catalog: of, measured: seen, reckoned, findings };
  }

  async function begin(next: Begun): Promise<void> {
    begun = next;
    underWay = true;
    try {
      const held = await reckonNow(next);
      if (begun === next) criticality.keep(held);
    } catch (error) {
      if (error instanceof Abandoned || begun !== next) return;
      problem = error;
      criticality.fail();
    } finally {
      if (begun === next) underWay = false;
    }
  }

  async function run(at: EpochMs): Promise<void> {
    const failure = problem;
    problem = null;
    const current = catalog();
    const valued = [...criticality.worths(current).keys()].join(' ');
    const next = { catalog: current, seen: measuredNow(observed), valued, at };
    if (begun === null || revisionOf(begun.catalog) !== revisionOf(current)) {
      await thread.end();
      void begin(next);
    } else if (!underWay && isStale(begun, next)) void begin(next);
    if (failure !== null) throw failure;
  }

  async function stop(): Promise<void> {
    await thread.end();
    await criticality.close();
  }
  return [{ name: 'criticality', run, stop }];
}

function isStale(before: Begun, now: Begun): boolean {
  const { measured } = before.seen;
  return (
    changedNoticeably(measured, now.seen.measured) || before.valued !== now.valued || now.at - before.at >= anewEvery
  );
}

function measuredNow({ measured, outageMinutes }: Pick<ObservedQueries, 'measured' | 'outageMinutes'>): Measured {
  const shares = measured().map(({ component, unavailability }) => [component, unavailability] as const);
  return { measured: new Map(shares), outages: outageMinutes() };
}
