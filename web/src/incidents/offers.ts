import type { IncidentPage } from '../../../src/features/unavailability/incident-contract.ts';
import type { RunbookRow, RunShown } from '../../../src/features/unavailability/runbooks/runbook-contract.ts';
import type { SwitchShown } from '../../../src/features/unavailability/switches/switch-contract.ts';
import { isUsual } from '../switches/switch-words.ts';

type Advice = Pick<IncidentPage, 'verdict' | 'class'>;

/**
 * What can be switched, best first: what the verdict advises (a banner to put up, or a function to switch off; of several the one
 * that the process names for this loss, then the one that takes the whole of it), then what waits for a second person, then what
 * the process names, then as the server has them.
 */
export function inOrderOfAdvice(page: Advice, switches: readonly SwitchShown[]): SwitchShown[] {
  const advised = advisedOf(page, switches);
  const weight = (one: SwitchShown): number =>
    one === advised ? 3 : one.asked !== null ? 2 : (one.offeredFor ?? []).length > 0 ? 1 : 0;
  return switches.toSorted((a, b) => weight(b) - weight(a));
}

/** The one that is advised; null where the verdict advises nothing that is not done already. */
export function advisedOf({ verdict, class: reached }: Advice, switches: readonly SwitchShown[]): SwitchShown | null {
  const type = verdict?.proposed === 'banner' ? 'banner' : verdict?.proposed === 'switch-off' ? 'switch' : null;
  const fitting = switches.filter((one) => one.type === type);
  if (fitting.some((one) => one.part === null && one.position === 'off')) return null;
  const loss = reached === 'P1' ? 'total' : 'partial';
  const weight = (one: SwitchShown): number =>
    Number(one.offeredFor?.includes(loss) ?? false) * 4 +
    Number((one.offeredFor ?? []).length > 0) * 2 +
    Number(one.part === null);
  const [best] = fitting
    .filter(({ position, may }) => position !== 'off' && may.includes('off'))
    .sort((a, b) => weight(b) - weight(a));
  return best ?? null;
}

/** What is to be verified: whatever was switched and does not stand as usual. */
export const toVerify = (switches: readonly SwitchShown[]): SwitchShown[] =>
  switches.filter((one) => one.asked === null && !isUsual(one));

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
