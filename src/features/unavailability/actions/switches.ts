import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { day, type EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { writeAudit } from '../../access/actions/write-audit.ts';
import { type Catalog, documentNamed, processNamed } from '../../catalog/catalog.ts';
import { ShareText } from '../../catalog/fields.ts';
import type { ProcessImpact } from '../../impact/contract.ts';
import type { OutageQueries } from '../../outages/queries/outages.ts';
import type { VerdictShown } from '../incident-contract.ts';
import { knownResponse, ledgerDays } from '../ledger-moved.ts';
import { readIncident } from '../queries/incidents.ts';
import { readSwitch, switchQueries } from '../queries/switches.ts';
import { asked, type Command, commanded, declined, needsSecond } from '../switches/command.ts';
import type { ReadSwitch, Stepped } from '../switches/kept-switch.ts';
import { processesOff } from '../switches/processes-off.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import type { NewSwitchAct } from '../switches/switch-contract.ts';
import { verdictOf } from '../verdict.ts';
import type { Asking } from './incidents.ts';
import { noteStep } from './note-step.ts';
import { saveSwitch, withSwitch } from './save-switch.ts';

export interface SwitchActDeps {
  records: Kysely<Tables>;
  now(): EpochMs;
  catalog: { current(): Catalog };
  impact: { current(): ProcessImpact[] };
  outages: Pick<OutageQueries, 'list'>;
}

/** All but the look, which changes nothing of the switch. */
export type SwitchActAsked = Exclude<NewSwitchAct, { act: 'check' }>;
type Wanted = Extract<NewSwitchAct, { act: 'switch' }>;

/**
 * A person switches, agrees that another does, or declines. What is to be sent is on record when this resolves; nothing is sent by it.
 * `ifRevision` is what was looked at. Throws ProductError `not_found`, `precondition_failed` where it was switched since, `conflict`
 * where it cannot be done from where it stands, `bad_input`, and `not_allowed` for who may not agree.
 */
export async function actOnSwitch(
  deps: SwitchActDeps,
  asking: Asking,
  { name, ifRevision }: { name: string; ifRevision: number | undefined },
  wanted: SwitchActAsked,
): Promise<void> {
  const spec = documentNamed<SwitchSpec>(deps.catalog.current().documents, 'Switch', name)?.spec;
  if (spec === undefined) throw new ProductError('not_found', 'No switch has this name.');
  if (wanted.act === 'switch') checkWanted(spec, wanted);
  const at = deps.now();
  const forecast = wanted.act === 'switch' ? await forecastNow(deps, spec.process, at) : null;
  await withSwitch(deps.records, async (transaction) => {
    const read = await readSwitch(transaction, name);
    if (ifRevision !== undefined && ifRevision !== read.revision) {
      const message = `The switch stands at revision ${read.revision}: look again before you act.`;
      throw new ProductError('precondition_failed', message, { revision: read.revision });
    }
    const stepped = await stepOf(transaction, read, spec, wanted, { asking, forecast, at });
    await saveSwitch(transaction, read, stepped, at);
    const [line] = stepped.acts;
    const last = stepped.acts.at(-1)!;
    const details = { position: last.position, share: last.share, says: last.says };
    await writeAudit(transaction, at, { ...asking, action: `switch.${line!.act}`, subject: `switch ${name}`, details });
    const note = { step: 'act', note: `${name}: ${last.says}`, by: displayNameOf(asking) } as const;
    await noteStep(transaction, last.incident, note, at);
  });
}

/** The name that others read. */
const displayNameOf = ({ who }: Asking): string => (who.kind === 'person' ? who.displayName : who.name);

function checkWanted(spec: SwitchSpec, { position, share }: Wanted): void {
  if (position === 'half' && spec.type === 'banner') {
    throw new ProductError('bad_input', 'position: a banner is shown to all or to nobody.');
  }
  const isShare = share !== undefined && ShareText.safeParse(share).success && Number(share) > 0 && Number(share) < 1;
  if (position === 'half' && !isShare) {
    throw new ProductError('bad_input', 'share: expected a decimal text between "0" and "1", such as "0.25".');
  }
  if (position !== 'half' && share !== undefined) {
    throw new ProductError('bad_input', 'share: only of the position half.');
  }
}

/** What was on the screen: the forecasts of the process as it loses now; null while it does not. */
async function forecastNow(
  { records, catalog, impact, outages }: SwitchActDeps,
  process: string,
  at: EpochMs,
): Promise<VerdictShown | null> {
  const present = impact.current().find((one) => one.process === process);
  if (present?.state !== 'losing') return null;
  const subject = { kind: 'process', name: process } as const;
  const ledger = await outages.list({ from: at - ledgerDays * day, to: at, subject });
  const known = knownResponse(processNamed(catalog.current(), process)?.spec.response, ledger, at);
  const off = processesOff(catalog.current(), await switchQueries({ records }).all());
  return verdictOf(present, known.response, known.said, off.has(process));
}

interface Acting {
  asking: Asking;
  forecast: VerdictShown | null;
  at: EpochMs;
}

async function stepOf(
  records: Transaction<Tables>,
  read: ReadSwitch,
  spec: SwitchSpec,
  wanted: SwitchActAsked,
  { asking, forecast, at }: Acting,
): Promise<Stepped> {
  const { kept } = read;
  const by = { id: asking.who.id, name: displayNameOf(asking) };
  if (wanted.act === 'switch') {
    if (kept.asked !== null) throw conflict(`${kept.asked.by} asked already; agree or decline first.`);
    const { position, share = null, reason, incident = null } = wanted;
    if (kept.position === position && kept.share === share) throw conflict('It stands there already.');
    if (incident !== null && (await readIncident(records, incident)) === null) {
      throw new ProductError('bad_input', 'incident: no incident has this id.');
    }
    const command: Command = {
      ...{ id: randomUUID(), position, share, by },
      why: { reason, incident, policy: null, forecast },
    };
    // the breaker does not switch against a person
    return needsSecond(spec, kept, position)
      ? asked(kept, spec, command, at)
      : commanded({ ...kept, armed: false }, spec, command, at);
  }
  if (kept.asked === null) throw conflict('Nobody asked for anything.');
  if (wanted.act === 'decline') return declined(kept, by, wanted.reason, at);
  if (asking.who.kind !== 'person')
    throw new ProductError('not_allowed', 'Only a person agrees that another switches.');
  if (kept.asked.byId === asking.who.id) throw new ProductError('not_allowed', 'Another person than who asked agrees.');
  const { position, share, why, by: name, byId } = kept.asked;
  const agreed = { id: randomUUID(), position, share, by: { id: byId, name }, why };
  const stepped = commanded({ ...kept, armed: false }, spec, agreed, at);
  const line = {
    ...stepped.acts[0]!,
    act: 'agree' as const,
    by,
    says: `Agreed with ${name}: ${why.reason}`,
    why: null,
  };
  return { kept: stepped.kept, acts: [{ ...line, command: null }, ...stepped.acts] };
}

const conflict = (message: string): ProductError => new ProductError('conflict', message);
