import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type { RunbookRow, RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { isUsual } from '../switches/switch-words.ts';

/** Whether a switch is what the verdict advises: a banner to put up, or a function to switch off. */
export function isAdvised({ verdict }: Pick<IncidentPage, 'verdict'>, { type, position }: SwitchShown): boolean {
  if (!verdict || position === 'off') return false;
  return verdict.proposed === (type === 'banner' ? 'banner' : 'switch-off');
}

/** What can be switched, the advised first, then what the server puts first. */
export function inOrderOfAdvice(page: Pick<IncidentPage, 'verdict'>, switches: readonly SwitchShown[]): SwitchShown[] {
  return switches.toSorted((a, b) => Number(isAdvised(page, b)) - Number(isAdvised(page, a)));
}

/** What is to be verified: whatever does not stand as usual. */
export const toVerify = (switches: readonly SwitchShown[]): SwitchShown[] => switches.filter((one) => !isUsual(one));

/** The runbooks that are for this incident: of its process or of what it leads to, those for both first. */
export function fittingRunbooks(
  page: Pick<IncidentPage, 'process' | 'component' | 'root' | 'alarms'>,
  runbooks: readonly RunbookRow[],
): RunbookRow[] {
  const components = new Set([
    page.root?.component,
    page.component,
    ...(page.alarms ?? []).map((one) => one.component),
  ]);
  const weight = (one: RunbookRow): number =>
    Number(one.processes.includes(page.process)) + Number(one.components.some((name) => components.has(name)));
  return runbooks.filter((one) => weight(one) > 0).sort((a, b) => weight(b) - weight(a));
}

/** The newest run of each runbook for this incident. */
export function newestRuns(runs: readonly RunShown[]): Map<string, RunShown> {
  const newest = new Map<string, RunShown>();
  for (const run of runs) {
    const known = newest.get(run.runbook);
    if (known === undefined || Date.parse(known.startedAt) < Date.parse(run.startedAt)) newest.set(run.runbook, run);
  }
  return newest;
}
