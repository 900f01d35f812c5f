import type { EpochMs } from '../../maths/instants.ts';
import type { Manner } from './channels/telling.ts';
import { isLoud, type Message } from './message.ts';

/** A message that one channel has not been told yet. */
export interface Waiting {
  id: string;
  message: Message;
  nextAt: EpochMs;
  createdAt: EpochMs;
}

/** What a channel was told of a key so far. */
export interface Told {
  /** Of the newest message that it was told. */
  sequence: number;
  /** The key of the digest in which it was told; null where it was told by itself. */
  digest: string | null;
}

/** What is to be done about one key in one channel. */
export interface KeyPlan {
  key: string;
  /** The message to be sent, as it is to be sent; null where there is none. */
  send: { waiting: Waiting; message: Message } | null;
  /** Need not be told any more, because `send` or what was told already says it all. */
  superseded: Waiting[];
  /** Not told on this channel. */
  leftOut: Waiting[];
}

/**
 * What to do about the waiting messages of one key, in order of sequence. Where a channel is told each message, the first goes
 * and the others wait for it. Elsewhere the newest says all: it is sent alone, as loud as the loudest that it stands for, unless
 * it is the end. A channel that is told the ends only is told no change in between, and a digest is not followed by changes
 * that would rewrite what it never showed.
 */
export function planKey(waiting: readonly Waiting[], told: Told | null, manner: Manner): KeyPlan {
  const ordered = waiting.toSorted((a, b) => a.message.sequence - b.message.sequence);
  const key = ordered[0]!.message.key;
  const none: KeyPlan = { key, send: null, superseded: [], leftOut: [] };
  if (manner === 'each') return { ...none, send: { waiting: ordered[0]!, message: ordered[0]!.message } };
  const stale = ordered.filter(({ message }) => told !== null && message.sequence <= told.sequence);
  const fresh = ordered.slice(stale.length);
  const newest = fresh.at(-1);
  if (newest === undefined) return { ...none, superseded: stale };
  const loudest = fresh.findLast(({ message }) => isLoud(message.kind))?.message.kind;
  const kind = newest.message.kind === 'update' && loudest !== undefined ? loudest : newest.message.kind;
  const message = { ...newest.message, kind };
  const superseded = [...stale, ...fresh.slice(0, -1)];
  const quiet = told !== null && kind === 'update' && (manner === 'ends' || told.digest !== null);
  const ofDigest = told !== null && told.digest !== null && kind === 'closing' && manner === 'in-place';
  if (quiet || ofDigest) return { ...none, superseded, leftOut: [newest] };
  return { ...none, superseded, send: { waiting: newest, message } };
}

/** What waits on a channel, key by key, the loud ones first and then by age; keys of which nothing is due are left alone. */
export function planChannel(
  waiting: readonly Waiting[],
  told: ReadonlyMap<string, Told>,
  manner: Manner,
  now: EpochMs,
): KeyPlan[] {
  const byKey = Map.groupBy(waiting, ({ message }) => message.key);
  const plans = [...byKey]
    .filter(([, rows]) => rows.some(({ nextAt }) => nextAt <= now))
    .map(([key, rows]) => planKey(rows, told.get(key) ?? null, manner));
  const rank = ({ send }: KeyPlan): number => (send !== null && isLoud(send.message.kind) ? 0 : 1);
  const age = ({ send }: KeyPlan): number => send?.waiting.createdAt ?? 0;
  return plans.toSorted((a, b) => rank(a) - rank(b) || age(a) - age(b) || (a.key < b.key ? -1 : 1));
}
