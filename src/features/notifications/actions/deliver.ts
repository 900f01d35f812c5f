import type { Kysely } from 'kysely';
import { type EpochMs, minute, second } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Catalog, Document } from '../../catalog/catalog.ts';
import { type ChannelSpec, channelNamed } from '../channel.ts';
import { channelKind } from '../channels/list.ts';
import { specDigest } from '../delivery-id.ts';
import { digested } from '../digest.ts';
import { type KeyPlan, planChannel } from '../plan.ts';
import { dueChannels, nextDue, type ThreadNow, waitingOn } from '../queries/waiting.ts';
import { recordTry } from './record.ts';
import { type SendDeps, send } from './send.ts';
import { giveUp, group, settle } from './settle.ts';

export interface DeliveryDeps extends SendDeps {
  records: Kysely<Tables>;
  catalog(): Catalog;
  /** In [0, 1). */
  chance(): number;
  log: SendDeps['log'] & { warn(fields: object, message: string): void };
}

export interface Delivery {
  /** Looks for what is due, now; returns at once and never throws. */
  wake(): void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  /** Ends what is under way; what was not told yet stays in the outbox. */
  stop(): Promise<void>;
}

/** Tries at once on one channel, each about another key. */
const atOnce = 4;
/** A channel whose receiver could not be told is left alone for so long, whatever waits for it. */
const pauseMs = 5 * second;
const longestSleepMs = minute;

/**
 * Tells what is in the outbox: each channel by itself, so that one that is slow holds up no other, and on each the messages of
 * a key in their order. What it does next is in the records alone, so that it goes on after a crash where it was.
 */
export function createDelivery(deps: DeliveryDeps): Delivery {
  const { records, log } = deps;
  const working = new Map<string, Promise<void>>();
  const pausedUntil = new Map<string, EpochMs>();
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let passing: Promise<void> | null = null;
  let again = false;

  async function pass(): Promise<void> {
    try {
      const now = deps.now();
      const due = await dueChannels(records, now);
      for (const channel of due) {
        if (!working.has(channel) && (pausedUntil.get(channel) ?? 0) <= now) begin(channel);
      }
      const paused = due.map((channel) => pausedUntil.get(channel) ?? 0).filter((until) => until > now);
      sleepUntil(Math.min((await nextDue(records, now)) ?? Number.POSITIVE_INFINITY, ...paused), now);
    } catch (error) {
      log.error({ err: error }, 'the outbox cannot be read');
      sleepUntil(deps.now() + pauseMs, deps.now());
    }
  }

  function sleepUntil(at: EpochMs, now: EpochMs): void {
    clearTimeout(timer);
    if (stopping.signal.aborted) return;
    timer = setTimeout(wake, Math.min(Math.max(at - now, 1), longestSleepMs));
    timer.unref();
  }

  function begin(channel: string): void {
    const work = workOn(channel)
      .catch((error: unknown) => {
        pausedUntil.set(channel, deps.now() + pauseMs);
        if (!stopping.signal.aborted) log.error({ channel, err: error }, 'messages of a channel cannot be told');
      })
      .finally(() => {
        working.delete(channel);
        wake();
      });
    working.set(channel, work);
  }

  /** Tells everything that is due on a channel, until nothing is or its receiver cannot be told. */
  async function workOn(channel: string): Promise<void> {
    while (!stopping.signal.aborted) {
      const now = deps.now();
      const { waiting, threads } = await waitingOn(records, channel, now);
      if (waiting.length === 0) return;
      const document = channelNamed(deps.catalog(), channel);
      const hindrance = await hindranceOf(records, document, channel);
      if (document === undefined || hindrance !== null) {
        await giveUp(records, waiting, now, hindrance ?? '');
        log.warn({ channel, messages: waiting.length }, hindrance ?? '');
        continue;
      }
      const { manner, digests } = channelKind(document.spec.type);
      const plans = planChannel(waiting, threads, manner, now);
      const together = digested(plans, threads, digests);
      if (together.length > 0) {
        await group(records, { channel, now }, together);
        continue;
      }
      await settle(records, { channel, now }, plans, threads);
      const sends = plans.filter(({ send: one }) => one !== null);
      const whole = await sendAll(document, sends, threads, (key) =>
        waiting.filter(({ message }) => message.key === key).map(({ id }) => id),
      );
      if (!whole) return;
    }
  }

  /** Sends a few at a time; false once the receiver could not be told, which the rest need not find out again. */
  async function sendAll(
    document: Document<ChannelSpec>,
    sends: readonly KeyPlan[],
    threads: ReadonlyMap<string, ThreadNow>,
    idsOf: (key: string) => string[],
  ): Promise<boolean> {
    const left = [...sends];
    let whole = true;
    const oneAfterAnother = async (): Promise<void> => {
      for (let plan = left.shift(); plan !== undefined && whole; plan = left.shift()) {
        if (stopping.signal.aborted) return;
        const told = await sendOne(document, plan, threads.get(plan.key) ?? null, idsOf(plan.key));
        whole &&= told;
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, oneAfterAnother));
    return whole;
  }

  async function sendOne(
    { metadata: { name: channel }, spec }: Document<ChannelSpec>,
    { send: one }: KeyPlan,
    thread: ThreadNow | null,
    together: readonly string[],
  ): Promise<boolean> {
    if (one === null) return true;
    const { waiting, message } = one;
    const inDigest = thread !== null && thread.digest !== null;
    const telling = { id: waiting.id, channel, spec, message, inDigest };
    const reference = thread?.reference ?? null;
    const outcome = await send(deps, { ...telling, opening: thread === null, reference }, stopping.signal);
    // cut off by the stop: nobody knows whether it arrived, so that it is told again under the same id
    if (stopping.signal.aborted && outcome.state !== 'sent') return false;
    const at = deps.now();
    await recordTry(records, { channel, spec, waiting, together, thread, outcome, at, chance: deps.chance() });
    if (outcome.state === 'sent') return true;
    log.warn({ channel, delivery: waiting.id, outcome: outcome.state }, outcome.reason);
    if (outcome.state !== 'retry' || outcome.forget) return true;
    pausedUntil.set(channel, at + Math.max(pauseMs, outcome.askedMs ?? 0));
    return false;
  }

  function wake(): void {
    if (stopping.signal.aborted) return;
    if (passing !== null) {
      again = true;
      return;
    }
    passing = pass().finally(() => {
      passing = null;
      if (!again) return;
      again = false;
      wake();
    });
  }

  const settled = async (): Promise<void> => {
    while (passing !== null || working.size > 0) await Promise.all([passing, ...working.values()]);
  };
  return {
    wake,
    settled,
    async stop() {
      stopping.abort();
      clearTimeout(timer);
      await settled();
    },
  };
}

/** Why nothing can be told on a channel; null where it can. */
async function hindranceOf(
  records: Kysely<Tables>,
  document: Document<ChannelSpec> | undefined,
  channel: string,
): Promise<string | null> {
  if (document === undefined) return 'The catalogue no longer has this channel.';
  const state = await records
    .selectFrom('channel_states')
    .select('closed_spec')
    .where('channel', '=', channel)
    .executeTakeFirst();
  const closed = state?.closed_spec === specDigest(document.spec);
  return closed ? 'The receiver answered 410: nobody listens there until the Channel is changed.' : null;
}
