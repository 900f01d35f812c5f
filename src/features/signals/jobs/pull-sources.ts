import { ProductError } from '../../../errors.ts';
import { day, type EpochMs, minute, second } from '../../../maths/instants.ts';
import type { Measurements } from '../../../stores/measurements/measurements.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { type OutgoingSecret, pullSource } from '../actions/pull-source.ts';
import type { SignalQueries } from '../queries.ts';
import { sourceNamed, sourcesOf } from '../source.ts';

export interface PullJobDeps {
  measurements: Measurements;
  signals: Pick<SignalQueries, 'memory'>;
  catalog: () => Catalog;
  now(): EpochMs;
  outgoing: Outgoing;
  config: { measurements: { retentionDays: number }; secrets: Readonly<Record<string, OutgoingSecret>> };
  log: { warn(fields: object, message: string): void };
}

export interface PullJob {
  name: string;
  run(now: EpochMs): Promise<void>;
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const mostAtOnce = 4;
const longestPauseMs = 5 * minute;

/**
 * Asks each source of type `prometheus` for the minutes that are over. A run only starts what is due and returns at once: a
 * source that is slow delays neither the clock nor, beyond the few that are asked at once, other sources.
 */
export function pullJob(deps: PullJobDeps): PullJob {
  const underWay = new Map<string, Promise<void>>();
  const notBefore = new Map<string, EpochMs>();
  const dueAt = (name: string): EpochMs => notBefore.get(name) ?? 0;
  const stopping = new AbortController();
  const intake = {
    measurements: deps.measurements,
    memory: () => deps.signals.memory(),
    now: deps.now,
    retentionMs: deps.config.measurements.retentionDays * day,
    outgoing: deps.outgoing,
    secrets: deps.config.secrets,
  };

  async function pull(name: string): Promise<void> {
    const spec = sourcesOf(deps.catalog()).find(({ metadata }) => metadata.name === name)?.spec;
    const source = sourceNamed(deps.catalog(), name);
    if (spec === undefined || source === undefined) return;
    const { pulls } = await deps.signals.memory();
    try {
      notBefore.set(name, await pullSource(intake, { source, spec, signal: stopping.signal }));
      pulls.worked(name);
    } catch (error) {
      if (stopping.signal.aborted) return;
      const known = error instanceof ProductError ? error : null;
      const message = known?.message ?? 'A fault in Waga itself; the log has it.';
      const times = pulls.failed(name, { at: deps.now(), code: known?.code ?? 'internal', message });
      notBefore.set(name, deps.now() + Math.min(longestPauseMs, 15 * second * 2 ** (times - 1)));
      deps.log.warn({ source: name, err: known === null ? error : undefined, code: known?.code }, message);
    }
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay.values());
  };

  return {
    name: 'signals-pull',
    async run(now) {
      const due = sourcesOf(deps.catalog())
        .filter(({ spec }) => spec.type === 'prometheus')
        .map(({ metadata }) => metadata.name)
        .filter((name) => !underWay.has(name) && dueAt(name) <= now)
        .sort((a, b) => dueAt(a) - dueAt(b));
      for (const name of due.slice(0, Math.max(0, mostAtOnce - underWay.size))) {
        if (stopping.signal.aborted) return;
        underWay.set(
          name,
          pull(name).finally(() => underWay.delete(name)),
        );
      }
    },
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}
