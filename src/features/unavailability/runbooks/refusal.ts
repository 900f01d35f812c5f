import type { Right } from '../../access/rights.ts';
import { type Catalog, documentNamed } from '../../catalog/catalog.ts';
import { actionOf, type Effect, type Run } from './run.ts';
import type { RunbookSpec } from './runbook.ts';
import { type Allowed, actionProblem, policyProblem } from './runbook-row.ts';

/** What a policy may do by itself: what anybody may who acts in an incident, and nothing beyond. */
export const policyRights: ReadonlySet<Right> = new Set<Right>(['respond']);

/**
 * Why a step of a run, or undoing it, is beyond what may be done now: by the catalogue, by the configuration of the server, or by the
 * rights of who runs it (`rights`; empty for one who may not come in any more). Null where it may be done.
 */
export function refusalOf(
  run: Run,
  of: Pick<Effect, 'step' | 'phase'>,
  catalog: Catalog,
  allowed: Allowed,
  rights: ReadonlySet<Right>,
): string | null {
  const action = actionOf(run, of);
  if (run.startedBy === null && !stillStarts(catalog, run.runbook)) {
    return `The catalogue no longer lets the runbook ${run.runbook} begin by itself.`;
  }
  const problem = actionProblem(action, catalog, allowed);
  if (problem !== null) return problem;
  const byPolicy = run.startedBy === null ? policyProblem(action, catalog, allowed) : null;
  if (byPolicy !== null) return byPolicy;
  const rule = action.do === 'command' ? allowed.commands.find(({ name }) => name === action.command) : undefined;
  const needed: Right[] = ['respond', ...(rule ? [rule.right] : [])];
  // a switch that the policy may switch says so by itself
  if (action.do === 'switch' && run.startedBy !== null) needed.push('switch');
  const missing = needed.find((right) => !rights.has(right));
  if (missing === undefined) return null;
  return `It needs the right ${missing}, which ${run.startedBy ? `${run.startedBy.name} does not have` : 'no policy has'}.`;
}

const stillStarts = (catalog: Catalog, name: string): boolean =>
  documentNamed<RunbookSpec>(catalog.documents, 'Runbook', name)?.spec.startsWith !== undefined;
