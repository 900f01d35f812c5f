import type { Kysely, Transaction } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import { type Catalog, documentNamed } from '../../catalog/catalog.ts';
import { readSwitch } from '../queries/switches.ts';
import { commanded } from '../switches/command.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import type { SwitchPosition, SwitchReason } from '../switches/switch-contract.ts';
import { noteStep } from './note-step.ts';
import { saveSwitch, withSwitch } from './save-switch.ts';

export interface PolicyDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
}

/** What a policy wants of a switch. */
export interface PolicyCommand {
  name: string;
  position: SwitchPosition;
  /** Only for `half`: the share let through, decimal text. */
  share?: string | null;
  policy: NonNullable<SwitchReason['policy']>;
  reason: string;
  incident: string | null;
  forecast?: SwitchReason['forecast'];
  /** Id of the command, made by the caller and like no other: the same command twice is one, also over a restart. */
  key: string;
}

/**
 * Puts a switch where a policy of the catalogue wants it: a runbook, a window of maintenance, a breaker. The intent is on record when
 * this resolves; the receiver is told by the next tick at the latest, and `switchQueries.one(name)` says what came of it. Resolves the id
 * of the command, also where this very command was given before; null where the switch stands there already.
 * Throws ProductError `not_found` for a switch that the catalogue does not hold, `not_allowed` where it lets no such policy switch it.
 */
export async function switchByPolicy(
  { records, catalog }: PolicyDeps,
  { name, position, share = null, policy, reason, incident, forecast = null, key }: PolicyCommand,
  now: EpochMs,
): Promise<string | null> {
  const spec = documentNamed<SwitchSpec>(catalog().documents, 'Switch', name)?.spec;
  if (spec === undefined) throw new ProductError('not_found', `The catalogue has no Switch named ${name}.`);
  if (!allows(spec, policy.kind)) {
    throw new ProductError('not_allowed', `The Switch ${name} does not let a ${policy.kind} switch it by itself.`);
  }
  const why: SwitchReason = { reason, incident, policy, forecast };
  return withSwitch(records, async (transaction) => {
    if (await wasGiven(transaction, key)) return key;
    const read = await readSwitch(transaction, name);
    if (read.kept.position === position && read.kept.share === share) return null;
    const stepped = commanded(read.kept, spec, { id: key, position, share, by: null, why }, now);
    await saveSwitch(transaction, read, stepped, now);
    await noteStep(transaction, incident, { step: 'act', note: `${name}: ${stepped.acts[0]!.says}`, by: 'Waga' }, now);
    return key;
  });
}

/** Whether a command of this id is on record, whatever became of it. */
export async function wasGiven(records: Transaction<Tables>, command: string): Promise<boolean> {
  const row = await records
    .selectFrom('switch_acts')
    .select('number')
    .where('command', '=', command)
    .executeTakeFirst();
  return row !== undefined;
}

function allows({ automatic, breaker }: SwitchSpec, kind: 'maintenance' | 'runbook' | 'breaker'): boolean {
  return kind === 'breaker' ? breaker?.policy === 'automatic' : automatic[kind];
}
