import type { BalanceComponent, BalanceProcess, SourceStatus } from '../../../src/features/balance/contract.ts';
import type { IconName, Tone } from '../design/icons.tsx';

export interface StateWord {
  tone: Tone;
  icon: IconName;
  word: string;
}

const states: Record<BalanceProcess['impact']['state'], StateWord> = {
  losing: { tone: 'loss', icon: 'loss', word: 'Losing' },
  unknown: { tone: 'unknown', icon: 'unknown', word: 'Unknown' },
  learning: { tone: 'unknown', icon: 'learning', word: 'Learning' },
  ok: { tone: 'calm', icon: 'calm', word: 'As expected' },
};

export function processState(process: { impact: Pick<BalanceProcess['impact'], 'state'> }): StateWord {
  return states[process.impact.state];
}

const stateOrder = { losing: 0, unknown: 1, learning: 2, ok: 3 } as const;
const levelOrder = { critical: 0, important: 1, standard: 2, supporting: 3 } as const;

/**
 * What needs a look first: losing by impact share (money of different currencies cannot be compared), then what is not
 * known, then the rest by level; the catalogue's order otherwise.
 */
export function inOrderOfNeed(processes: readonly BalanceProcess[]): BalanceProcess[] {
  const level = ({ level: name }: BalanceProcess): number => (name === null ? 4 : levelOrder[name]);
  return [...processes].sort(
    (a, b) =>
      stateOrder[a.impact.state] - stateOrder[b.impact.state] ||
      (a.impact.state === 'losing' ? (b.impact.impactShare?.value ?? 0) - (a.impact.impactShare?.value ?? 0) : 0) ||
      level(a) - level(b),
  );
}

export const processFilters = ['all', 'losing', 'unknown', 'alarm'] as const;
export type ProcessFilter = (typeof processFilters)[number];

/** Processes whose name holds the words, of the chosen kind; `alarm` are those that stand on a component in alarm. */
export function matching(
  processes: readonly BalanceProcess[],
  words: string,
  filter: ProcessFilter,
  components: ReadonlyMap<string, BalanceComponent>,
): BalanceProcess[] {
  const sought = words.trim().toLocaleLowerCase('en');
  return processes.filter((process) => {
    if (filter === 'losing' && process.impact.state !== 'losing') return false;
    if (filter === 'unknown' && process.impact.state !== 'unknown' && process.impact.state !== 'learning') return false;
    if (filter === 'alarm' && alarmsUnder(process, components).length === 0) return false;
    return `${process.displayName} ${process.name} ${process.product ?? ''}`.toLocaleLowerCase('en').includes(sought);
  });
}

export function byName<T extends { name: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.name, thing]));
}

/** The components of a process that are in alarm, in catalogue order. */
export function alarmsUnder(
  process: BalanceProcess,
  components: ReadonlyMap<string, BalanceComponent>,
): BalanceComponent[] {
  return process.components
    .map((name) => components.get(name))
    .filter((component) => component !== undefined)
    .filter(({ health }) => health.state === 'alarm');
}

export const healthWords: Record<BalanceComponent['health']['state'], StateWord> = {
  ok: { tone: 'calm', icon: 'calm', word: 'Healthy' },
  alarm: { tone: 'alarm', icon: 'alarm', word: 'Alarm' },
  unknown: { tone: 'unknown', icon: 'unknown', word: 'Unknown' },
  unmeasured: { tone: 'unknown', icon: 'none', word: 'Not measured' },
};

export const sourceWords: Record<SourceStatus['state'], StateWord> = {
  alive: { tone: 'calm', icon: 'calm', word: 'Alive' },
  silent: { tone: 'unknown', icon: 'unknown', word: 'Silent' },
  never: { tone: 'unknown', icon: 'none', word: 'Never heard' },
};
