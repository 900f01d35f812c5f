import { toRfc3339 } from '../../../maths/instants.ts';
import { type Catalog, type Document, displayName, documentNamed } from '../../catalog/catalog.ts';
import { channelNamed } from '../../notifications/channel.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import { type CommandRule, commandProblem } from './command-rule.ts';
import { type KeptRun, stateOf } from './run.ts';
import type { RunbookSpec, RunbookStep, UndoAction } from './runbook.ts';
import type { RunbookRow } from './runbook-contract.ts';
import { whatItDoes } from './what-it-does.ts';

/** What a server lets runbooks do. */
export interface Allowed {
  commands: readonly CommandRule[];
  /** Names of secrets with the only origin that each may be sent to. */
  secretOrigins: ReadonlyMap<string, string>;
}

/** A line of the list of runbooks. `addressProblem` is what the way out has against an address. */
export function runbookRow(
  { metadata, spec, ...document }: Document<RunbookSpec>,
  catalog: Catalog,
  allowed: Allowed,
  addressProblem: (url: string) => string | null,
  known: { runs: number; last: KeptRun | null; mayRun: boolean },
): RunbookRow {
  const { last } = known;
  return {
    name: metadata.name,
    displayName: displayName({ metadata, spec, ...document }),
    description: metadata.description ?? null,
    processes: [...spec.processes],
    components: [...spec.components],
    startsWith: [...(spec.startsWith?.classes ?? [])],
    afterRestart: spec.afterRestart,
    steps: spec.steps.map((step) => ({
      ...{ id: step.id, title: step.title, do: step.do, what: whatItDoes(step), approval: step.approval },
    })),
    problems: problemsOf(spec, catalog, allowed, addressProblem),
    runs: known.runs,
    lastRun: last && { id: last.run.id, at: toRfc3339(last.run.startedAt), state: stateOf(last.run) },
    mayRun: known.mayRun,
  };
}

/** What cannot be done as it stands, each with the step it is about. */
export function problemsOf(
  spec: RunbookSpec,
  catalog: Catalog,
  allowed: Allowed,
  addressProblem: (url: string) => string | null,
): string[] {
  const byPolicy = spec.startsWith !== undefined;
  return spec.steps.flatMap((step) => {
    const about = (undo: string) => (problem: string | null) =>
      problem === null ? [] : [`${step.id}${undo}: ${problem}`];
    const of = (action: RunbookStep | UndoAction) => [
      actionProblem(action, catalog, allowed),
      action.do === 'http' ? addressProblem(action.url) : null,
      byPolicy ? policyProblem(action, catalog, allowed) : null,
    ];
    return [...of(step).flatMap(about('')), ...(step.undo ? of(step.undo).flatMap(about(', to undo it')) : [])];
  });
}

/** Why an action cannot be done by anybody as the catalogue and the configuration stand; null where it can. */
export function actionProblem(action: RunbookStep | UndoAction, catalog: Catalog, allowed: Allowed): string | null {
  switch (action.do) {
    case 'command':
      return commandProblem(allowed.commands, action);
    case 'http':
      return secretProblem(action, allowed);
    case 'switch':
      return switchNamed(catalog, action.switch) ? null : `The catalogue has no Switch named ${action.switch}.`;
    case 'message': {
      const unknown = action.channels.find((name) => channelNamed(catalog, name) === undefined);
      return unknown === undefined ? null : `The catalogue has no Channel named ${unknown}.`;
    }
    default:
      return null;
  }
}

/** Why the policy alone may not do it; null where it may. */
export function policyProblem(
  action: RunbookStep | UndoAction,
  catalog: Catalog,
  { commands }: Allowed,
): string | null {
  if (action.do === 'switch' && switchNamed(catalog, action.switch)?.spec.automatic.runbook === false) {
    return `The Switch ${action.switch} does not let a runbook switch it by itself.`;
  }
  const rule = action.do === 'command' ? commands.find(({ name }) => name === action.command) : undefined;
  if (rule === undefined || rule.right === 'respond') return null;
  return `The command ${rule.name} needs the right ${rule.right}, which no policy has.`;
}

const switchNamed = (catalog: Catalog, name: string) => documentNamed<SwitchSpec>(catalog.documents, 'Switch', name);

function secretProblem(
  { url, bearerFrom }: { url: string; bearerFrom?: string | undefined },
  { secretOrigins }: Allowed,
): string | null {
  if (bearerFrom === undefined) return null;
  const origin = secretOrigins.get(bearerFrom);
  if (origin === undefined) return `The configuration of the server has no secret called ${bearerFrom}.`;
  return origin === new URL(url).origin ? null : `The secret ${bearerFrom} is for another address than this step asks.`;
}
