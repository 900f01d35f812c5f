import type { Stretch } from './stretches.ts';

/** Consecutive down-time after union, uncut: a month's end does not end an outage. */
export interface Spell {
  stretches: Stretch[];
  /** Whether it lasts at least the policy's minimum. */
  counts: boolean;
}

/** Groups stretches that are down and adjoin. `minimumSeconds` is held against the whole length, also beyond the period. */
export function spellsOf(stretches: readonly Stretch[], minimumSeconds: number): Spell[] {
  const spells: Spell[] = [];
  let open: Stretch[] = [];
  const close = (): void => {
    if (open.length === 0) return;
    const lengthMs = open.at(-1)!.to - open[0]!.from;
    spells.push({ stretches: open, counts: lengthMs >= minimumSeconds * 1_000 });
    open = [];
  };
  for (const stretch of stretches) {
    if (stretch.down === 0) continue;
    if (open.length > 0 && open.at(-1)!.to < stretch.from) close();
    open.push(stretch);
  }
  close();
  return spells;
}
