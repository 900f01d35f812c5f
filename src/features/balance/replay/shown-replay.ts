import { type Interval, toRfc3339 } from '../../../maths/instants.ts';
import type { ReplayAnswer } from '../replay-contract.ts';
import type { ReplayOutcome } from './replay-outcome.ts';

/** A replay under way or done, as it is kept. */
export interface KeptReplay {
  id: string;
  period: Interval;
  words: readonly string[];
  progress: number;
  error: string | null;
  outcome: ReplayOutcome | null;
}

const nothingYet: ReplayOutcome = {
  ...{ before: null, after: null, drops: [], lost: [], gone: [], added: [], moved: [] },
  ...{ unmeasuredMinutes: {}, notes: [] },
};

/** As it crosses HTTP; money is left out of processes of which it is not shown to who asks. */
export function shownReplay(kept: KeptReplay, isShown: (process: string) => boolean): ReplayAnswer {
  const { id, period, words, progress, error, outcome } = kept;
  const found = outcome ?? nothingYet;
  const hidden = found.drops.filter(({ process, money }) => money !== null && !isShown(process));
  const state = error !== null ? 'failed' : outcome === null ? 'running' : 'done';
  return {
    ...{ id, state, progress, error },
    from: toRfc3339(period.from),
    to: toRfc3339(period.to),
    changes: [...words],
    ...found,
    drops: found.drops.map((drop) => (hidden.includes(drop) ? { ...drop, money: null } : drop)),
    moneyHidden: hidden.length > 0,
  };
}
