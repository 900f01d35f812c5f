import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import type { EpochMs } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import { type Catalog, documentNamed } from '../../catalog/catalog.ts';
import type { NamedSecret } from '../../notifications/actions/send.ts';
import { readSwitch } from '../queries/switches.ts';
import type { ReadSwitch } from '../switches/kept-switch.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import { isDue, notTold, switchRequest, told } from '../switches/tell.ts';
import { saveSwitch, withSwitch } from './save-switch.ts';

export interface CarryOutDeps {
  records: Kysely<Tables>;
  catalog: () => Catalog;
  outgoing: Outgoing;
  secrets: Readonly<Record<string, NamedSecret>>;
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

const timeoutMs = 4_000;
const mostAnswerBytes = 65_536;

/** What is being told now, in this process: no two tries of one command run at once. */
const underWay = new Map<string, Promise<void>>();

/**
 * Tells the receiver of a switch, where it is due, and writes what came of it. What is to be told is on record before; a server that stops
 * between telling and writing tells it once more, under the same id. Resolves when it was tried, whatever came of it.
 */
export async function carryOut(deps: CarryOutDeps, name: string, now: EpochMs): Promise<void> {
  const read = await readSwitch(deps.records, name);
  if (!isDue(read.kept, now)) return;
  const { id } = read.kept.telling!;
  const running = underWay.get(id) ?? once(deps, read, now).finally(() => underWay.delete(id));
  underWay.set(id, running);
  await running;
}

async function once(deps: CarryOutDeps, read: ReadSwitch, now: EpochMs): Promise<void> {
  const { name, kept } = read;
  const spec = documentNamed<SwitchSpec>(deps.catalog().documents, 'Switch', name)?.spec;
  if (spec === undefined) return;
  const reason = await tell(deps, spec, read, now);
  await withSwitch(deps.records, async (transaction) => {
    const current = await readSwitch(transaction, name);
    // another command took its place while it was told
    if (current.kept.telling?.id !== kept.telling?.id || current.kept.telling?.toldAt !== null) return;
    const stepped = reason === null ? told(current.kept, spec, now) : notTold(current.kept, reason, now);
    await saveSwitch(transaction, current, stepped, now);
  });
}

/** Null when the receiver took it, else why not; nothing of its answer but the status. */
async function tell(
  { outgoing, secrets, origin }: CarryOutDeps,
  spec: SwitchSpec,
  { name, kept, revision }: ReadSwitch,
  now: EpochMs,
): Promise<string | null> {
  try {
    const url = spec.carriedOut.by === 'webhook' ? spec.carriedOut.url : '';
    const secret = (which: string) => secretFor(secrets, which, url);
    const request = switchRequest(name, spec, { kept, revision, origin: origin() }, secret, now);
    if (request === null) return 'It is no longer carried out by a webhook.';
    const { headers, body } = request;
    const sent = {
      method: 'POST',
      url,
      headers,
      body,
      redirect: 'manual',
      timeoutMs,
      maxBytes: mostAnswerBytes,
    } as const;
    const { status } = await outgoing.request({ purpose: 'switch', ...sent });
    return status >= 200 && status < 300 ? null : `The receiver answers ${status}.`;
  } catch (error) {
    if (error instanceof ProductError) return error.message;
    throw error;
  }
}

/** The secret of a name, for this address only. Throws ProductError `bad_config`. */
export function secretFor(secrets: CarryOutDeps['secrets'], name: string, url: string): string {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret === undefined) {
    throw new ProductError('bad_config', `The configuration of the server has no secret called ${name}.`);
  }
  if (secret.origin !== new URL(url).origin) {
    throw new ProductError('bad_config', `The secret ${name} is for another address than this one.`);
  }
  return secret.reveal();
}
