import { randomUUID } from 'node:crypto';
import { type EpochMs, minute, second } from '../../../maths/instants.ts';
import { documentsOf } from '../../catalog/catalog.ts';
import type { Document } from '../../catalog/document.ts';
import { type CarryOutDeps, carryOut } from '../actions/carry-out-switch.ts';
import { type CheckDeps, checkSwitch } from '../actions/check-switch.ts';
import { noteStep } from '../actions/note-step.ts';
import { saveSwitch, tellQuietly, withSwitch } from '../actions/save-switch.ts';
import { isLasting } from '../incident.ts';
import type { IncidentQueries } from '../queries/incidents.ts';
import { type BreakerDeps, breakerFacts } from '../queries/switch-breaker.ts';
import { readSwitch, type SwitchQueries } from '../queries/switches.ts';
import { type BreakerFacts, stepBreaker } from '../switches/breaker.ts';
import { commanded } from '../switches/command.ts';
import { type KeptSwitch, untouched } from '../switches/kept-switch.ts';
import { missingOf } from '../switches/part-now.ts';
import { stepPlanned, type WantedOff, wantedOff } from '../switches/planned.ts';
import { heldSince } from '../switches/settle-checks.ts';
import type { SwitchSpec } from '../switches/switch.ts';
import { channelsOf, switchMessages } from '../switches/switch-messages.ts';
import { isDue } from '../switches/tell.ts';

export type SwitchJobDeps = CarryOutDeps &
  CheckDeps &
  BreakerDeps & {
    switches: SwitchQueries;
    incidents: Pick<IncidentQueries, 'ofConcern'>;
    log: { warn(fields: object, message: string): void };
  };

/** How often checks look: soon after a switch, and where they disagree; then once a minute. */
const soonMs = 5 * second;
const laterMs = minute;

/**
 * Windows of maintenance switch, breakers step, receivers are told, checks look: once a tick for every switch of the catalogue. What is
 * decided is on record before anybody is told of it, so a restart at any point does nothing twice.
 */
export function switchJob(deps: SwitchJobDeps): { name: string; run(now: EpochMs): Promise<void> } {
  const looked = new Map<string, EpochMs>();
  const stepped = new Map<string, string>();

  async function run(now: EpochMs): Promise<void> {
    const catalog = deps.catalog();
    const switches = documentsOf<SwitchSpec>(catalog.documents, 'Switch');
    if (switches.length === 0) return;
    const wanted = wantedOff(catalog, now);
    const kept = await deps.switches.all();
    const stands = (name: string): KeptSwitch => kept.get(name)?.kept ?? untouched;
    await each(switches, 'could not look after a switch', async (document) => {
      const { name } = document.metadata;
      await followWindows(document, stands(name), wanted.get(name) ?? [], now);
      await followBreaker(document, stands(name), now);
    });
    const after = await deps.switches.all();
    await each(switches, 'could not carry a switch out', async ({ metadata: { name } }) => {
      const one = after.get(name)?.kept;
      if (one === undefined) return;
      if (isDue(one, now)) await carryOut(deps, name, now);
      if (isLookDue(name, one, now)) {
        looked.set(name, now);
        await checkSwitch(deps, name, now);
      }
    });
  }

  /** All at once: a receiver that is slow keeps nobody else waiting. What fails is said, and tried at the next tick. */
  async function each(
    switches: readonly Document<SwitchSpec>[],
    words: string,
    work: (document: Document<SwitchSpec>) => Promise<void>,
  ): Promise<void> {
    const doing = switches.map((document) =>
      work(document).catch((error: unknown) => {
        deps.log.warn({ switch: document.metadata.name, error: String(error) }, words);
      }),
    );
    await Promise.all(doing);
  }

  function isLookDue(name: string, kept: KeptSwitch, now: EpochMs): boolean {
    if (kept.since === null) return false;
    const wait = kept.checked === 'verified' || kept.checked === 'unchecked' ? laterMs : soonMs;
    return now - (looked.get(name) ?? 0) >= wait;
  }

  async function followWindows(
    { metadata: { name }, spec }: Document<SwitchSpec>,
    seen: KeptSwitch,
    wanted: readonly WantedOff[],
    now: EpochMs,
  ): Promise<void> {
    // most ticks change nothing, and nobody waits for them
    if (stepPlanned(seen, name, spec, wanted, now).kept === seen) return;
    await withSwitch(deps.records, async (transaction) => {
      const read = await readSwitch(transaction, name);
      const next = stepPlanned(read.kept, name, spec, wanted, now);
      if (next.kept !== read.kept) await saveSwitch(transaction, read, next, now);
    });
  }

  async function followBreaker(document: Document<SwitchSpec>, seen: KeptSwitch, now: EpochMs): Promise<void> {
    const { metadata, spec } = document;
    if (spec.breaker === undefined) return;
    // what it decides from changes with the minute, and with whatever is done
    const key = `${Math.floor(now / minute)} ${seen.command} ${heldSince(seen)} ${seen.armed}`;
    if (stepped.get(metadata.name) === key) return;
    // planned work is no answer to a loss: its end switches it on again
    if (seen.position !== 'on' && seen.why?.policy?.kind === 'maintenance') {
      deps.switches.keepBreaker(metadata.name, { next: null, missing: null });
      return;
    }
    const facts = await breakerFacts(deps, spec, seen, now);
    const { next, take, armed } = stepBreaker(stateOf(seen), facts, now);
    const missing = facts.part && missingOf(facts.part);
    deps.switches.keepBreaker(metadata.name, { next: take ? null : next, missing });
    stepped.set(metadata.name, key);
    if (take && next !== null) await takeStep(document, seen, next, facts, now);
    else if (armed !== seen.armed) await arm(metadata.name, seen, armed, now);
  }

  async function takeStep(
    document: Document<SwitchSpec>,
    seen: KeptSwitch,
    { position, share, why: reason }: NonNullable<ReturnType<typeof stepBreaker>['next']>,
    { forecast }: BreakerFacts,
    now: EpochMs,
  ): Promise<void> {
    const { metadata, spec } = document;
    const { name } = metadata;
    const incident = await incidentOf(spec.process, now);
    const why = { reason, incident, policy: { kind: 'breaker' as const, name }, forecast };
    await withSwitch(deps.records, async (transaction) => {
      const read = await readSwitch(transaction, name);
      // somebody was quicker: the next tick decides on what they did
      if (read.kept.command !== seen.command || read.kept.asked !== null) return;
      const done = commanded(read.kept, spec, { id: randomUUID(), position, share, by: null, why }, now);
      await saveSwitch(transaction, read, done, now);
      const messages = switchMessages(deps.catalog(), document, read.kept, done, deps.origin());
      await tellQuietly(transaction, messages, channelsOf(deps.catalog(), spec), now);
      await noteStep(transaction, incident, { step: 'act', note: `${name}: ${done.acts[0]!.says}`, by: 'Waga' }, now);
    });
  }

  const arm = (name: string, seen: KeptSwitch, armed: boolean, now: EpochMs): Promise<void> =>
    withSwitch(deps.records, async (transaction) => {
      const read = await readSwitch(transaction, name);
      if (read.kept.command !== seen.command) return;
      await saveSwitch(transaction, read, { kept: { ...read.kept, armed }, acts: [] }, now);
    });

  /** The incident of the process that lasts now, so that its log has what was done. */
  async function incidentOf(process: string, now: EpochMs): Promise<string | null> {
    const lasting = (await deps.incidents.ofConcern(now)).map(({ incident }) => incident).filter(isLasting);
    const own = lasting.find((one) => one.kind === 'loss' && one.process === process && one.shadow === undefined);
    return own?.partOf ?? own?.id ?? null;
  }

  return { name: 'switches', run };
}

const stateOf = (kept: KeptSwitch) => ({
  ...{ position: kept.position, share: kept.share, armed: kept.armed, since: heldSince(kept) },
  own: kept.why?.policy?.kind === 'breaker',
});
