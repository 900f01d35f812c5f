import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { type EpochMs, second } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Enqueued, enqueueAll } from '../../notifications/actions/enqueue.ts';
import { type RunbookQueries, readRun } from '../queries/runbooks.ts';
import { afterRestart } from '../runbooks/after-restart.ts';
import { afterResult } from '../runbooks/after-result.ts';
import { actionOf, type Effect, isOutside, type KeptRun, type Run, runningStep } from '../runbooks/run.ts';
import type { Draft, Outcome } from '../runbooks/run-draft.ts';
import { runMessage } from '../runbooks/run-message.ts';
import { type Stepped, stepRun } from '../runbooks/step-run.ts';
import { atOnce } from './at-once.ts';
import { paced } from './pace.ts';
import { auditEffect, carryOut, type EffectDeps, factsOf } from './run-effects.ts';
import { saveRun } from './save-run.ts';

export interface RunnerDeps extends EffectDeps {
  records: Kysely<Tables>;
  runbooks: Pick<RunbookQueries, 'going'>;
  /** A stop waits so long for what is under way before it cuts it off. */
  drainMs: number;
  notifications: { wake(): void };
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
  now(): EpochMs;
  log: { error(fields: object, message: string): void };
}

interface Told extends Enqueued {
  draft: Draft;
}

/** What carries runs out, as long as the server runs. */
export interface RunbookRunner {
  /** Of this process, and of no other: by it a run is known to have been left by another one. */
  server: string;
  /** Looks for what is to be done, now; returns at once and never throws. */
  wake(): void;
  /** Cuts off what is under way in a run that was stopped. */
  cutOff(run: string): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const pauseMs = second;
/** So many runs are carried out at once; those that wait for a time or a person take no place. */
const mostAtOnce = 32;

/**
 * Carries runs out beside the tick, each by itself, so that none holds up another. What is done next is in the records alone: an effect
 * is noted as running before it is carried out, and its result after, so that another process finds what became of it, or that nobody knows.
 */
export function createRunner(deps: RunnerDeps): RunbookRunner {
  const { records, log } = deps;
  const server = randomUUID();
  const working = atOnce(mostAtOnce, workSafely, () => isStopping);
  const cuts = new Map<string, AbortController>();
  const stopping = new AbortController();
  let isStopping = false;
  const pace = paced(pass, deps.now);

  async function pass(): Promise<void> {
    try {
      working.begin(await deps.runbooks.going());
    } catch (error) {
      log.error({ err: error }, 'runs of runbooks cannot be read');
      pace.sleepUntil(deps.now() + pauseMs);
    }
  }

  async function workSafely(id: string): Promise<void> {
    try {
      await workOn(id);
    } catch (error) {
      if (isStopping) return;
      log.error({ run: id, err: error }, 'a run of a runbook cannot go on');
      pace.sleepUntil(deps.now() + pauseMs);
    }
  }

  /** Takes step after step until a time, a person or a check is waited for. */
  async function workOn(id: string): Promise<void> {
    while (!isStopping) {
      const kept = await readRun(records, id);
      if (kept === null || kept.run.endedAt !== null) return;
      const now = deps.now();
      const { stepped, isNew } = await moveOn(kept, now);
      const { effect, until } = stepped;
      const told = effect === null ? null : toldBy(stepped, effect, now);
      // somebody acted at this moment: look again at what they did
      if (isNew && !(await save(stepped, told, kept.version, now))) continue;
      if (told !== null) deps.notifications.wake();
      else if (effect !== null) await effectOf(id, stepped.run, effect);
      else {
        if (until !== null) pace.sleepUntil(until);
        // an act that came while this was written found the run at work, so that nobody else looks at it
        if ((await readRun(records, id))?.version === kept.version + (isNew ? 1 : 0)) return;
      }
    }
  }

  /** Notes a run as it was moved on. What it tells is written with it, so that a message is told once and is never under way. */
  function save(stepped: Stepped, told: Told | null, version: number, now: EpochMs): Promise<boolean> {
    return records.transaction().execute(async (transaction) => {
      if (!(await saveRun(transaction, told?.draft ?? stepped, version, now))) return false;
      if (told !== null) await enqueueAll(transaction, [told], now);
      else if (stepped.effect !== null) await auditEffect(transaction, stepped.run, stepped.effect, now);
      return true;
    });
  }

  function toldBy(stepped: Stepped, effect: Effect, now: EpochMs): Told | null {
    const action = actionOf(stepped.run, effect);
    if (action.do !== 'message') return null;
    const { channels } = action;
    const after = afterResult(stepped.run, effect, { state: 'done', says: `Told ${channels.join(', ')}.` }, now)!;
    const draft = { ...after, log: [...stepped.log, ...after.log], refused: stepped.refused };
    return { draft, message: runMessage(stepped.run, effect, action, deps.origin(), now), channels };
  }

  async function effectOf(id: string, run: Run, effect: Effect): Promise<void> {
    const outcome = await during(id, (signal) => carryOut(deps, run, effect, signal));
    // cut off by the end of the server: who comes after it finds it under way, and nobody knows whether it was done
    if (!stopping.signal.aborted) await record(id, effect, outcome);
  }

  /** What a process left that is no more, and what comes next. */
  async function moveOn({ run }: KeptRun, now: EpochMs): Promise<{ stepped: Stepped; isNew: boolean }> {
    const running = runningStep(run);
    // nothing of the run is under way here, so that what was begun was never noted to be over
    const left = running >= 0 && isOutside(run, running) ? { ...run, server: '' } : run;
    const found = afterRestart(left, server, now);
    const before = found?.run ?? run;
    const stepped = stepRun(before, await factsOf(deps, before), now);
    const log_ = [...(found?.log ?? []), ...stepped.log];
    const refused = [...(found?.refused ?? []), ...stepped.refused];
    return { stepped: { ...stepped, log: log_, refused }, isNew: stepped.run !== run };
  }

  async function during(id: string, work: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> {
    const cut = new AbortController();
    cuts.set(id, cut);
    try {
      // stopped between its being noted and this moment
      const isStopped = (await readRun(records, id))?.run.ending === 'stopped';
      if (isStopped) return { state: 'failed', says: 'Stopped before it was begun.' };
      return await work(AbortSignal.any([cut.signal, stopping.signal]));
    } catch (error) {
      log.error({ run: id, err: error }, 'a step of a runbook could not be carried out');
      return { state: 'unclear', says: 'A fault in Waga itself; its log has it. Nobody knows whether it was done.' };
    } finally {
      cuts.delete(id);
    }
  }

  /** Notes what became of an effect, whatever else is written meanwhile and however long the records cannot be. */
  async function record(id: string, effect: Effect, outcome: Outcome): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const now = deps.now();
        const kept = await readRun(records, id);
        const draft = kept && afterResult(kept.run, effect, outcome, now);
        if (!draft) return;
        if (await records.transaction().execute((transaction) => saveRun(transaction, draft, kept.version, now)))
          return;
      } catch (error) {
        log.error({ run: id, err: error }, 'what became of a step cannot be written');
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
    }
  }

  const settled = async (): Promise<void> => {
    do {
      await pace.looking();
      await working.settled();
    } while (pace.looking() !== null);
  };
  return {
    server,
    wake: pace.wake,
    cutOff: (run) => cuts.get(run)?.abort(),
    settled,
    async stop() {
      isStopping = true;
      pace.stop();
      const late = setTimeout(() => stopping.abort(), deps.drainMs);
      await settled();
      clearTimeout(late);
      stopping.abort();
    },
  };
}
