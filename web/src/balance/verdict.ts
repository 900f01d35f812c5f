import type { BalanceNow } from '../../../src/features/balance/contract.ts';
import { plural } from '../design/format/numbers.ts';
import type { IconName, Tone } from '../design/icons.tsx';

type Verdict = BalanceNow['verdict'];

export interface VerdictText {
  sentence: string;
  /** What to make of it. */
  meaning: string;
  tone: Tone;
  icon: IconName;
}

const texts: Record<Verdict, VerdictText> = {
  'agree-calm': {
    sentence: 'Technical and business agree: all calm.',
    meaning: 'No component is in alarm and no process is losing.',
    tone: 'calm',
    icon: 'calm',
  },
  'agree-alarm': {
    sentence: 'Technical and business agree: an alarm, and money is being lost.',
    meaning: 'The alarm is worth its noise. Open the losing process to see what it stands on.',
    tone: 'loss',
    icon: 'loss',
  },
  noise: {
    sentence: 'Alarm without business loss: noise.',
    meaning: 'A component missed its objective and nobody is buying less. The threshold may be too tight.',
    tone: 'alarm',
    icon: 'alarm',
  },
  'blind-spot': {
    sentence: 'Money is being lost and no alarm says so: blind spot.',
    meaning:
      'Nothing that the losing process stands on is in alarm. A measure that would show this failure is missing.',
    tone: 'loss',
    icon: 'loss',
  },
  unknown: {
    sentence: 'Nothing can be weighed: too little is known.',
    meaning: 'Silence is not health, and calm is never claimed unseen.',
    tone: 'unknown',
    icon: 'unknown',
  },
};

export function verdictText(verdict: Verdict): VerdictText {
  return texts[verdict];
}

/** What the verdict does not speak of: `1 process is unknown and 3 processes are learning.` Null when that is nothing. */
export function notWeighed({ unknown, learning }: Tally): string | null {
  const parts = [];
  if (unknown > 0) parts.push(`${plural(unknown, 'process is', 'processes are')} unknown`);
  if (learning > 0) parts.push(`${plural(learning, 'process is', 'processes are')} still learning`);
  return parts.length === 0 ? null : `${parts.join(' and ')}.`;
}

export interface Tally {
  losing: number;
  ok: number;
  unknown: number;
  learning: number;
}

export function processTally(processes: BalanceNow['processes']): Tally {
  const tally: Tally = { losing: 0, ok: 0, unknown: 0, learning: 0 };
  for (const { impact } of processes) tally[impact.state] += 1;
  return tally;
}

export type HealthTally = Record<BalanceNow['components'][number]['health']['state'], number>;

export function healthTally(components: BalanceNow['components']): HealthTally {
  const tally: HealthTally = { ok: 0, alarm: 0, unknown: 0, unmeasured: 0 };
  for (const { health } of components) tally[health.state] += 1;
  return tally;
}
