/** What the shop can switch: whether customers may pay by card, and whether they read that cards are slow. */
export const flagNames = ['card-payments', 'card-banner'] as const;
export type FlagName = (typeof flagNames)[number];

/** `half`: it is on for a share of the customers. */
export type Position = 'on' | 'off' | 'half';

interface Flag {
  position: Position;
  /** Of the customers for whom it is on, 0 to 1. */
  share: number;
  /** Epoch milliseconds; null: as the shop began. */
  since: number | null;
}

export interface Flags {
  set(flag: FlagName, position: Position, share: number, at: number): void;
  /** Whether it is on for this customer; always the same for the same share. */
  isOn(flag: FlagName, user: number): boolean;
  of(flag: FlagName): Readonly<Flag>;
}

export const isFlag = (name: string): name is FlagName => (flagNames as readonly string[]).includes(name);

const buckets = 10_000;
/** Spreads neighbouring numbers over the buckets (Knuth's multiplicative hash). */
const bucketOf = (user: number): number => Math.floor(((Math.imul(user, 2_654_435_761) >>> 0) / 2 ** 32) * buckets);

/** The flags of the shop as they are at its start: everything as usual. */
export function newFlags(): Flags {
  const flags = new Map<FlagName, Flag>(flagNames.map((name) => [name, { position: 'on', share: 1, since: null }]));
  return {
    set(name, position, share, at) {
      const part = position === 'half' ? Math.min(1, Math.max(0, share)) : position === 'on' ? 1 : 0;
      flags.set(name, { position, share: part, since: at });
    },
    isOn: (name, user) => bucketOf(user) < flags.get(name)!.share * buckets,
    of: (name) => flags.get(name)!,
  };
}
