import type { Rejections } from '../otlp/rejections.ts';
import type { RefusalCode } from '../refusal.ts';

/**
 * What no sender can mend: nearly every program counts its processor's seconds in fractions. It is told on the health page,
 * but not to the sender, which would take the whole request for failed at each scrape.
 */
const untold: ReadonlySet<RefusalCode> = new Set(['not_whole']);

/** What was not kept, in one line for the log of the sender; null when there is nothing to tell. */
export function notKept(rejected: Rejections): string | null {
  const told = [...rejected].filter(([code]) => !untold.has(code));
  if (told.length === 0) return null;
  const count = told.reduce((sum, [, one]) => sum + one.count, 0);
  const reasons = told.map(([code, one]) => `${code} (${one.count}): ${one.message}`);
  return `${count} not kept, the others are stored; ${reasons.join('; ')}`;
}
