import type { ProcessImpact } from '../impact/contract.ts';
import type { ComponentHealth } from '../objectives/contract.ts';
import type { BalanceNow } from './contract.ts';

export type Verdict = BalanceNow['verdict'];

interface Side {
  impact: Pick<ProcessImpact, 'state' | 'impactShare'>;
  components: readonly string[];
}

/**
 * Whether the technical and the business picture agree now.
 *
 * While processes lose, the one with the largest impact share speaks, as it does for the tilt: `agree-alarm` when a
 * component that it stands on is in alarm, else `blind-spot`. Otherwise `noise` when any component is in alarm and
 * `agree-calm` when none is, but both only when at least one process and one component are measured (a process that is
 * still learning is not: no loss could be seen). Else `unknown`: calm is never claimed unseen.
 */
export function verdictOf(
  processes: readonly Side[],
  health: readonly Pick<ComponentHealth, 'component' | 'state'>[],
): Verdict {
  const alarmed = new Set(health.filter(({ state }) => state === 'alarm').map(({ component }) => component));
  const heaviest = heaviestLosing(processes);
  if (heaviest) return heaviest.components.some((name) => alarmed.has(name)) ? 'agree-alarm' : 'blind-spot';
  if (!processes.some(({ impact }) => impact.state === 'ok')) return 'unknown';
  if (alarmed.size > 0) return 'noise';
  return health.some(({ state }) => state === 'ok') ? 'agree-calm' : 'unknown';
}

/**
 * The beam, −1 to 1: the largest impact share among losing processes; with none losing, minus the share of the measured
 * components that are in alarm; else 0. The sign follows the verdict: nothing tilts while it is unknown.
 */
export function tiltOf(
  processes: readonly Side[],
  health: readonly Pick<ComponentHealth, 'component' | 'state'>[],
): number {
  const heaviest = heaviestLosing(processes);
  if (heaviest) return shareOf(heaviest);
  if (verdictOf(processes, health) !== 'noise') return 0;
  const measured = health.filter(({ state }) => state === 'ok' || state === 'alarm');
  return -measured.filter(({ state }) => state === 'alarm').length / measured.length;
}

function heaviestLosing(processes: readonly Side[]): Side | undefined {
  return processes
    .filter(({ impact }) => impact.state === 'losing')
    .reduce<Side | undefined>((most, one) => (most && shareOf(most) >= shareOf(one) ? most : one), undefined);
}

function shareOf({ impact }: Side): number {
  return Math.min(1, Math.max(0, impact.impactShare?.value ?? 0));
}
