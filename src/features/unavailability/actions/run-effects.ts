import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { hour } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import { personIn } from '../../access/person.ts';
import type { Right } from '../../access/rights.ts';
import { machine } from '../../access/who.ts';
import { componentNamed, processNamed } from '../../catalog/catalog.ts';
import { parseDuration } from '../../catalog/duration.ts';
import type { NamedSecret } from '../../notifications/actions/send.ts';
import { changesIn } from '../../signals/queries/changes.ts';
import { type IncidentPageDeps, incidentShown } from '../queries/incident-pages.ts';
import { gathered } from '../runbooks/gathered.ts';
import { policyRights, refusalOf } from '../runbooks/refusal.ts';
import { actionOf, auditedAs, type Effect, type Run, runningStep, stepOf } from '../runbooks/run.ts';
import type { Outcome } from '../runbooks/run-draft.ts';
import type { Allowed } from '../runbooks/runbook-row.ts';
import type { RunFacts } from '../runbooks/step-run.ts';
import { whatItDoes } from '../runbooks/what-it-does.ts';
import { runCommand } from './run-command.ts';
import { runRequest } from './run-request.ts';
import { awaitedSwitch, runSwitch } from './run-switch.ts';

export interface EffectDeps extends IncidentPageDeps {
  records: Kysely<Tables>;
  outgoing: Outgoing;
  secrets: Readonly<Record<string, NamedSecret>>;
  /** Every secret that the configuration holds: what a command writes never shows one. */
  hidden: readonly string[];
  allowed: Allowed;
}

/** What has to be known before a run is moved on: the rights its steps are held against now, and what it waits for. */
export async function factsOf(deps: EffectDeps, run: Run): Promise<RunFacts> {
  const rights = await rightsNow(deps.records, run);
  const catalog = deps.catalog.current();
  const running = runningStep(run);
  const kept = run.steps[running];
  const isAwaited = kept !== undefined && kept.awaits !== null;
  const of = { step: running, phase: kept?.phase ?? ('do' as const), attempt: kept?.attempt ?? 0 };
  return {
    refusal: (one) => refusalOf(run, one, catalog, deps.allowed, rights),
    awaited: isAwaited ? await awaitedSwitch(deps, run, of) : null,
  };
}

/** The rights of who runs it as they are now; none for one who may not sign in any more. */
async function rightsNow(records: Kysely<Tables>, { startedBy }: Run): Promise<ReadonlySet<Right>> {
  if (startedBy === null) return policyRights;
  if (startedBy.kind === 'machine') return machine.rights;
  const row = await records
    .selectFrom('people')
    .selectAll()
    .where('id', '=', startedBy.id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();
  return row ? personIn(row).rights : new Set();
}

/** Notes in the audit log that something is about to reach out, in the transaction that notes it as running. */
export async function auditEffect(
  transaction: Transaction<Tables>,
  run: Run,
  { step, phase }: Effect,
  now: number,
): Promise<void> {
  const action = actionOf(run, { step, phase });
  if (action.do !== 'http' && action.do !== 'command') return;
  await writeAudit(transaction, now, {
    ...{ who: auditedAs(run), address: '', action: 'runbook.step', subject: `runbook ${run.runbook}` },
    details: {
      run: run.id,
      step: stepOf(run, step).id,
      what: whatItDoes(action),
      by: run.startedBy ? 'person' : 'policy',
    },
  });
}

/** Carries an effect out. It is noted as running already; its result is to be noted after. */
export async function carryOut(deps: EffectDeps, run: Run, effect: Effect, signal: AbortSignal): Promise<Outcome> {
  const action = actionOf(run, effect);
  const { timeLimit } = stepOf(run, effect.step);
  const timeLimitMs = timeLimit === undefined ? null : parseDuration(timeLimit)!;
  switch (action.do) {
    case 'http':
      return runRequest({ ...deps, action, timeLimitMs, signal });
    case 'command': {
      const rule = deps.allowed.commands.find(({ name }) => name === action.command)!;
      const limit = Math.min(rule.timeLimitMs, timeLimitMs ?? Number.POSITIVE_INFINITY);
      return runCommand({ rule, arguments: action.arguments, timeLimitMs: limit, secrets: deps.hidden, signal });
    }
    case 'switch':
      return runSwitch(deps, run, effect, action);
    case 'gather':
      return gather(deps, run);
    default:
      return { state: 'failed', says: 'There is nothing to be carried out.' };
  }
}

/** What is known of the incident, as one who sees no money is shown it. */
async function gather(deps: EffectDeps, { incident }: Run): Promise<Outcome> {
  if (incident === null) return { state: 'done', says: 'It is run for no incident: there is nothing to write down.' };
  try {
    const page = await incidentShown(deps, incident, { ...machine, money: [] });
    const onset = Date.parse(page.onset);
    const catalog = deps.catalog.current();
    const near = { from: onset - hour, to: onset + hour / 4, limit: 5 };
    const of =
      page.component !== undefined && componentNamed(catalog, page.component)
        ? { component: page.component }
        : { process: processNamed(catalog, page.process) ? page.process : undefined };
    const { changes } = await changesIn(deps.records, catalog, { ...near, ...of });
    return { state: 'done', says: gathered(page, changes).join('\n') };
  } catch (error) {
    if (!(error instanceof ProductError)) throw error;
    return { state: 'failed', says: error.message };
  }
}
