import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, documentNamed } from '../../catalog/catalog.ts';
import { readSwitch } from '../queries/switches.ts';
import { actionOf, type Effect, type Run, type Runner, stepOf } from '../runbooks/run.ts';
import type { Outcome } from '../runbooks/run-draft.ts';
import type { UndoAction } from '../runbooks/runbook.ts';
import { asked, commanded, needsSecond } from '../switches/command.ts';
import type { KeptSwitch } from '../switches/kept-switch.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import { noteStep } from './note-step.ts';
import { saveSwitch, withSwitch } from './save-switch.ts';
import { switchByPolicy, wasGiven } from './switch-by-policy.ts';

type SwitchAction = Extract<UndoAction, { do: 'switch' }>;

export interface RunSwitchDeps {
  records: Kysely<Tables>;
  catalog: { current(): Catalog };
  now(): EpochMs;
}

/** The id of the command that a step gives: the same over restarts, so that the step gives it once. */
const commandOf = (run: Run, { step, phase, attempt }: Effect): string =>
  `${run.id}:${stepOf(run, step).id}:${phase}:${attempt}`;

const standsThere: Outcome = { state: 'done', says: 'It stands there already.' };
const sent: Outcome = { state: 'awaits', awaits: 'check', says: 'Told; waits until it is verified.' };

/** Puts a switch where a step wants it: by the policy, or as the person who runs it, who may have to wait for a second one. */
export async function runSwitch(deps: RunSwitchDeps, run: Run, effect: Effect, action: SwitchAction): Promise<Outcome> {
  const { switch: name, to: position } = action;
  const key = commandOf(run, effect);
  const reason = `${run.displayName}: ${stepOf(run, effect.step).title}`;
  const policy = { kind: 'runbook', name: run.runbook } as const;
  const { incident, startedBy } = run;
  const now = deps.now();
  const common = { name, position, policy, reason, incident, key };
  try {
    if (startedBy !== null) return await byPerson(deps, startedBy, common, now);
    const catalog = () => deps.catalog.current();
    return (await switchByPolicy({ ...deps, catalog }, common, now)) === null ? standsThere : sent;
  } catch (error) {
    if (error instanceof ProductError && error.code === 'not_allowed') return { state: 'refused', says: error.message };
    if (error instanceof ProductError) return { state: 'failed', says: error.message };
    throw error;
  }
}

interface Wanted {
  name: string;
  position: SwitchAction['to'];
  policy: { kind: 'runbook'; name: string };
  reason: string;
  incident: string | null;
  key: string;
}

/** As a person who switches it on its page does; where two people are needed the second one is asked there. */
async function byPerson(deps: RunSwitchDeps, who: Runner, wanted: Wanted, now: EpochMs): Promise<Outcome> {
  const { name, position, reason, incident, key } = wanted;
  const spec = documentNamed<SwitchSpec>(deps.catalog.current().documents, 'Switch', name)?.spec;
  if (spec === undefined) throw new ProductError('not_found', `The catalogue has no Switch named ${name}.`);
  const why = { reason, incident, policy: null, forecast: null };
  const by = { id: who.id, name: who.name };
  return withSwitch(deps.records, async (transaction) => {
    const read = await readSwitch(transaction, name);
    if (await wasGiven(transaction, key)) return sent;
    if (isAskOf(read.kept, who, position, reason)) return waitsForSecond;
    if (read.kept.asked !== null) {
      return { state: 'failed', says: `${read.kept.asked.by} asked for something else on the page of the switch.` };
    }
    if (read.kept.position === position && read.kept.share === null) return standsThere;
    const command = { id: key, position, share: null, by, why };
    // as by hand, the breaker does not switch against a person
    const isAsked = needsSecond(spec, read.kept, position);
    const stepped = isAsked
      ? asked(read.kept, spec, command, now)
      : commanded({ ...read.kept, armed: false }, spec, command, now);
    await saveSwitch(transaction, read, stepped, now);
    await auditSwitch(transaction, who, wanted, isAsked, now);
    const note = stepped.acts[0]!.says;
    await noteStep(transaction, incident, { step: 'act', note, by: who.name }, now);
    return isAsked ? waitsForSecond : sent;
  });
}

const waitsForSecond: Outcome = {
  state: 'awaits',
  awaits: 'person',
  says: 'Asked: another person has to agree on the page of the switch.',
};

const isAskOf = ({ asked: one }: KeptSwitch, who: Runner, position: string, reason: string): boolean =>
  one !== null && one.byId === who.id && one.position === position && one.why.reason === reason;

async function auditSwitch(
  transaction: Transaction<Tables>,
  who: Runner,
  { name, position, policy, reason, incident }: Wanted,
  isAsked: boolean,
  now: EpochMs,
): Promise<void> {
  await writeAudit(transaction, now, {
    ...{
      who: { kind: who.kind, id: who.id, name: who.account },
      address: '',
      action: isAsked ? 'switch.ask' : 'switch.switch',
      subject: `switch ${name}`,
    },
    details: { position, reason, runbook: policy.name, ...(incident === null ? {} : { incident }) },
  });
}

/** What became of a switch that a step waits for; null while it is still told, checked or agreed to. */
export async function awaitedSwitch(deps: RunSwitchDeps, run: Run, effect: Effect): Promise<Outcome | null> {
  const action = actionOf(run, effect);
  if (action.do !== 'switch') return null;
  const { kept } = await readSwitch(deps.records, action.switch);
  const { awaits } = run.steps[effect.step]!;
  if (awaits === 'person') {
    const reason = `${run.displayName}: ${stepOf(run, effect.step).title}`;
    if (run.startedBy !== null && isAskOf(kept, run.startedBy, action.to, reason)) return null;
    if (kept.position !== action.to) return { state: 'failed', says: 'The other person did not agree.' };
  }
  if (kept.position !== action.to) return { state: 'failed', says: 'It was switched otherwise meanwhile.' };
  if (kept.telling !== null && kept.telling.toldAt === null) return null;
  switch (kept.checked) {
    case 'verified':
      return { state: 'done', says: `It is ${action.to}, and that is verified.` };
    case 'unchecked':
      return { state: 'done', says: `It is ${action.to}; nothing verifies that.` };
    case 'not-verified':
      return { state: 'failed', says: `It was told to be ${action.to}, but that is not verified: see its page.` };
    default:
      return null;
  }
}
