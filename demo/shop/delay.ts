import { setTimeout as sleep } from 'node:timers/promises';
import { lognormal } from '../model/random.ts';

/** Works for a lognormal time around `medianMs`, or until `gone` aborts. True when the work was finished. */
export async function work(medianMs: number, gone?: AbortSignal, spread = 0.35): Promise<boolean> {
  try {
    await sleep(lognormal(Math.random, medianMs, spread), undefined, gone ? { signal: gone } : {});
    return true;
  } catch {
    return false;
  }
}
