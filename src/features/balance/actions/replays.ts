import { randomUUID } from 'node:crypto';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { MoneyView } from '../../access/money-view.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Kind } from '../../catalog/kind.ts';
import { moneyShown } from '../../impact/hide-money.ts';
import { measureTerms, type ReplayFactsDeps, replayFacts } from '../queries/replay-facts.ts';
import { type ReplayMinutesDeps, replayMinutes } from '../queries/replay-minutes.ts';
import { askedReplay } from '../replay/asked-replay.ts';
import { historyDays } from '../replay/process-history.ts';
import { type ReplaySetup, warmUpMs } from '../replay/replay-setup.ts';
import { type KeptReplay, shownReplay } from '../replay/shown-replay.ts';
import type { NewReplay, ReplayAnswer } from '../replay-contract.ts';
import { replayApart } from './replay-apart.ts';

export interface ReplayDeps extends ReplayMinutesDeps, Omit<ReplayFactsDeps, 'signals'> {
  signals: ReplayMinutesDeps['signals'] & ReplayFactsDeps['signals'];
  log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
  catalog: () => Catalog;
}

/** So many run at once: each takes a processor and some hundred megabytes. */
const mostAtOnce = 2;
/** So many are kept, so long, for whoever asks again. */
const mostKept = 20;
const keptMs = 60 * minute;
/** Whoever does not ask for so long has gone: nobody waits for it any more. */
const goneMs = minute;
const lookEveryMs = 5_000;

interface Running extends KeptReplay {
  stop: AbortController;
  /** On the machine's own clock, which tests and ticks do not move. */
  askedAt: number;
  endedAt: number | null;
}

export type Replays = ReturnType<typeof openReplays>;

/** Replays under way and those done lately, in memory: a restart forgets them, and they are asked for anew. */
export function openReplays(deps: ReplayDeps) {
  const kept = new Map<string, Running>();
  const underWay = new Set<Promise<void>>();

  const looking = setInterval(() => {
    const now = performance.now();
    for (const [id, one] of kept) {
      if (one.endedAt === null && now - one.askedAt > goneMs)
        one.stop.abort(new ProductError('not_found', 'Nobody asked for it any more.'));
      if (one.endedAt !== null && now - one.endedAt > keptMs) kept.delete(id);
    }
  }, lookEveryMs);
  looking.unref();

  const running = (): Running[] => [...kept.values()].filter(({ endedAt }) => endedAt === null);

  async function run(one: Running, setup: ReplaySetup): Promise<void> {
    const { from, to } = setup.period;
    // weeks that are only read go faster than days that are judged
    const whole = historyDays / 10 + (to - from + warmUpMs) / (1_440 * minute);
    const begin = from - warmUpMs;
    const taken = (until: EpochMs): void => {
      const read = Math.min(historyDays, (until - begin) / (1_440 * minute) + historyDays) / 10;
      const judged = Math.max(0, (until - begin) / (1_440 * minute));
      one.progress = Math.min(0.99, (read + judged) / whole);
    };
    one.outcome = await replayApart(setup, replayMinutes(deps, setup), taken, one.stop.signal);
    one.progress = 1;
  }

  return {
    /**
     * Begins a replay and answers how it stands. Throws ProductError `busy` while two run, else as `askedReplay`. `by` is told in the log.
     */
    async start(
      asked: NewReplay,
      { by, view, now, kinds }: { by: string; view: MoneyView; now: EpochMs; kinds: readonly Kind[] },
    ): Promise<ReplayAnswer> {
      const catalog = deps.catalog();
      const facts = { catalog, terms: await measureTerms(deps.records), kinds, now };
      const { words, ...rules } = askedReplay(asked, facts);
      const one: Running = {
        ...{ id: randomUUID(), period: rules.period, words, progress: 0, error: null, outcome: null },
        ...{ stop: new AbortController(), askedAt: performance.now(), endedAt: null },
      };
      if (running().length >= mostAtOnce) {
        throw new ProductError('busy', `${mostAtOnce} replays run already; try again when one of them is done.`);
      }
      kept.set(one.id, one);
      deps.log.info({ replay: one.id, by, from: asked.from, to: asked.to, changes: words }, 'a replay was asked for');
      const work = (async () => run(one, { ...rules, ...(await replayFacts(deps, catalog, rules.period)) }))()
        .catch((error: unknown) => {
          deps.log.warn({ replay: one.id, err: error }, 'a replay came to no end');
          one.error = error instanceof ProductError ? error.message : 'It could not be worked out; the log says why.';
        })
        .finally(() => {
          one.endedAt = performance.now();
          underWay.delete(work);
          const over = [...kept.values()].filter(({ endedAt }) => endedAt !== null);
          for (const old of over.slice(0, Math.max(0, over.length - mostKept))) kept.delete(old.id);
        });
      underWay.add(work);
      return shownReplay(one, moneyShown(view, catalog));
    },

    /** How a replay stands. Throws ProductError `not_found` for one that is not, or no longer, known. */
    one(id: string, view: MoneyView): ReplayAnswer {
      const found = kept.get(id);
      if (found === undefined) {
        throw new ProductError(
          'not_found',
          'No replay has this id; they are kept for an hour, and not over a restart.',
        );
      }
      found.askedAt = performance.now();
      return shownReplay(found, moneyShown(view, deps.catalog()));
    },

    /** Ends all that run. */
    async stop(): Promise<void> {
      clearInterval(looking);
      for (const one of running()) one.stop.abort(new ProductError('stopping', 'The server stops.'));
      await Promise.allSettled(underWay);
    },
  };
}
