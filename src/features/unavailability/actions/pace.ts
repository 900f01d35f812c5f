import { type EpochMs, minute } from '../../../maths/instants.ts';

/** When something is looked at: at once when it is woken, and by itself at an instant. */
export interface Pace {
  /** Looks now, or once more where it is looking; returns at once. */
  wake(): void;
  /** Looks by itself at an instant, or before where that was asked for. */
  sleepUntil(at: EpochMs): void;
  looking(): Promise<void> | null;
  stop(): void;
}

const longestSleepMs = minute;

/** `look` never rejects. */
export function paced(look: () => Promise<void>, now: () => EpochMs): Pace {
  let isStopped = false;
  let looking: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let sleepsUntil = Number.POSITIVE_INFINITY;

  function wake(): void {
    if (isStopped) return;
    if (looking !== null) {
      again = true;
      return;
    }
    looking = look().finally(() => {
      looking = null;
      if (!again) return;
      again = false;
      wake();
    });
  }

  return {
    wake,
    sleepUntil(at) {
      if (isStopped || at >= sleepsUntil) return;
      clearTimeout(timer);
      sleepsUntil = at;
      timer = setTimeout(
        () => {
          sleepsUntil = Number.POSITIVE_INFINITY;
          wake();
        },
        Math.min(Math.max(at - now(), 1), longestSleepMs),
      );
      timer.unref();
    },
    looking: () => looking,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}
