import { type EpochMs, toRfc3339 } from '../../maths/instants.ts';
import { type Catalog, processesOf } from '../catalog/catalog.ts';
import type { ImpactCurve, ProcessImpact } from '../impact/contract.ts';
import type { ComponentHealth } from '../objectives/contract.ts';
import { composeBalance, lastHour } from './compose.ts';
import type { BalanceNow, BalanceProcess, SourceStatus } from './contract.ts';

interface Deps {
  environment: string;
  catalog: () => Catalog;
  signals: { sources(now: EpochMs): Promise<SourceStatus[]> };
  impact: {
    current(): ProcessImpact[];
    curve(process: string, from: EpochMs, to: EpochMs, stepMinutes: number): Promise<ImpactCurve>;
  };
  objectives: { current(): ComponentHealth[] };
  balance: { keep(next: BalanceNow): void };
}

type Recent = BalanceProcess['recent'];

/**
 * Composes the state of the tick and keeps it, so that reading it costs nothing. The last hour of a process is read again
 * when its judged window moved or a minute passed. A curve that cannot be read leaves an empty hour, and the run
 * then fails after the rest was kept, so that the clock reports it.
 */
export function balanceJobs(deps: Deps): { name: string; run(now: EpochMs): Promise<void> }[] {
  const hours = new Map<string, { key: string; recent: Recent }>();

  async function hourOf(process: string, impact: ProcessImpact | undefined, now: EpochMs): Promise<Recent> {
    const { from, to } = lastHour(now);
    const key = `${to} ${impact?.window.to} ${impact?.state}`;
    const known = hours.get(process);
    if (known?.key === key) return known.recent;
    const curve = await deps.impact.curve(process, from, to, 1);
    const recent = { from: toRfc3339(Date.parse(curve.from)), actual: curve.actual, expected: curve.expected };
    hours.set(process, { key, recent });
    return recent;
  }

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const impacts = deps.impact.current();
    const names = processesOf(catalog).map(({ metadata }) => metadata.name);
    for (const name of hours.keys()) if (!names.includes(name)) hours.delete(name);
    const outcomes = await Promise.allSettled(
      names.map((name) =>
        hourOf(
          name,
          impacts.find(({ process }) => process === name),
          now,
        ),
      ),
    );
    const recent = new Map<string, Recent>();
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'fulfilled') recent.set(names[index]!, outcome.value);
    });
    const sources = await deps.signals.sources(now);
    const health = deps.objectives.current();
    deps.balance.keep(
      composeBalance({ asOf: now, environment: deps.environment, catalog, impacts, health, sources, recent }),
    );
    const failure = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failure) throw failure.reason;
  }

  return [{ name: 'balance', run }];
}
