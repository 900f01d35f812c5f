import type { FunnelStep, ProcessFunnel } from '../../../src/features/balance/process-page-contract.ts';
import { countText, shareText } from '../design/format/numbers.ts';

export interface ShownStep {
  step: FunnelStep;
  /** Of the largest step, 0 to 1, for the bar. */
  share: number;
  /** How many of the previous step got here; null for the first and where the previous had none. */
  conversion: { text: string; counted: 'users' | 'events' } | null;
}

/** The steps with how many of the previous one got to each: users where both know them, else events. */
export function shownSteps({ steps }: ProcessFunnel): ShownStep[] {
  const largest = Math.max(1, ...steps.map(({ done }) => done));
  return steps.map((step, index) => {
    const previous = steps[index - 1];
    return {
      step,
      share: step.done / largest,
      conversion: previous === undefined ? null : conversionOf(previous, step),
    };
  });
}

function conversionOf(previous: FunnelStep, step: FunnelStep): ShownStep['conversion'] {
  const byUsers = previous.users !== null && step.users !== null;
  const [from, to] = byUsers ? [previous.users ?? 0, step.users ?? 0] : [previous.done, step.done];
  if (from === 0) return null;
  return { text: shareText(to / from), counted: byUsers ? 'users' : 'events' };
}

/** `61 of 1 440 minutes are unknown and not counted`; null when all is known. */
export function unknownText({ minutes, unknownMinutes }: ProcessFunnel): string | null {
  if (unknownMinutes === 0) return null;
  if (unknownMinutes === minutes) return 'Nothing is known of this time: its sources were silent.';
  return `${countText(unknownMinutes)} of ${countText(minutes)} minutes are unknown and not counted.`;
}
