import type { Kysely } from 'kysely';
import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Tables } from '../../../stores/records/tables.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import { displayName, documentNamed, processNamed } from '../../catalog/catalog.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { cameThrough, expectedThrough, measuredUntil, type TrafficDeps } from '../queries/switch-traffic.ts';
import { readSwitch } from '../queries/switches.ts';
import {
  checkWords,
  type Judgement,
  judgeFlag,
  judgeHttp,
  judgeTraffic,
  type Looked,
  type Passed,
} from '../switches/judge-check.ts';
import type { KeptCheck, KeptSwitch } from '../switches/kept-switch.ts';
import { heldSince, settleChecks } from '../switches/settle-checks.ts';
import type { SwitchCheck, SwitchSpec } from '../switches/switch.ts';
import { channelsOf, switchMessages } from '../switches/switch-messages.ts';
import { type CarryOutDeps, secretFor } from './carry-out-switch.ts';
import { noteStep } from './note-step.ts';
import { saveSwitch, tellQuietly, withSwitch } from './save-switch.ts';

export interface CheckDeps extends TrafficDeps {
  records: Kysely<Tables>;
  outgoing: Outgoing;
  secrets: CarryOutDeps['secrets'];
  /** Where Waga is reached, without a slash at the end. */
  origin(): string;
}

/**
 * Looks with every check of a switch, and writes what they say. Nothing while its receiver was not told: there is nothing to verify yet.
 * What was found is dropped where somebody switched it meanwhile.
 */
export async function checkSwitch(deps: CheckDeps, name: string, now: EpochMs): Promise<void> {
  const document = documentNamed<SwitchSpec>(deps.catalog().documents, 'Switch', name);
  const spec = document?.spec;
  const { kept } = await readSwitch(deps.records, name);
  if (spec === undefined || spec.verify.length === 0 || isUntold(kept)) return;
  const looked = await Promise.all(
    spec.verify.map((check, nth) => look(deps, spec, check, kept, kept.checks[nth], now)),
  );
  await withSwitch(deps.records, async (transaction) => {
    const current = await readSwitch(transaction, name);
    if (current.kept.command !== kept.command || isUntold(current.kept)) return;
    const stepped = settleChecks(current.kept, spec, looked, now);
    await saveSwitch(transaction, current, stepped, now);
    const told = switchMessages(deps.catalog(), document!, current.kept, stepped, deps.origin());
    await tellQuietly(transaction, told, channelsOf(deps.catalog(), spec), now);
    for (const { act, says, incident } of stepped.acts) {
      const note = `${name}: ${act === 'verified' ? 'verified' : 'not verified'}. ${says}`;
      await noteStep(transaction, incident, { step: 'verify', note, by: 'Waga' }, now);
    }
  });
}

const isUntold = ({ telling }: KeptSwitch): boolean => telling !== null && telling.toldAt === null;

async function look(
  deps: CheckDeps,
  spec: SwitchSpec,
  check: SwitchCheck,
  kept: KeptSwitch,
  before: KeptCheck | undefined,
  now: EpochMs,
): Promise<KeptCheck> {
  const process = processNamed(deps.catalog(), spec.process);
  const part = spec.part ? `${spec.part.attribute} ${spec.part.value}` : null;
  const what = checkWords(check, process ? displayName(process) : spec.process, part);
  const judged = await judge(deps, spec, check, kept, before, now);
  return {
    by: check.by,
    what,
    at: now,
    ...judged,
    agreedAt: judged.agrees === true ? now : (before?.agreedAt ?? null),
  };
}

async function judge(
  deps: CheckDeps,
  spec: SwitchSpec,
  check: SwitchCheck,
  kept: KeptSwitch,
  before: KeptCheck | undefined,
  now: EpochMs,
): Promise<Judgement> {
  if (check.by === 'flag') {
    const secret = (name: string, url: string) => secretFor(deps.secrets, name, url);
    // the package is loaded with the first flag that is asked for
    const { readFlag } = await import('./ofrep-provider.ts');
    return judgeFlag(check, await readFlag({ outgoing: deps.outgoing, secret }, check), kept.position);
  }
  if (check.by === 'http') return judgeHttp(check, await probe(deps.outgoing, check), kept.position);
  return judgeTraffic(await passed(deps, spec, check, kept, now), kept, before);
}

const timeoutMs = 3_000;
const mostBytes = 262_144;

async function probe(
  outgoing: Outgoing,
  { url, off }: Extract<SwitchCheck, { by: 'http' }>,
): Promise<Looked<{ status: number; contains: boolean }>> {
  try {
    const { status, body } = await outgoing.request({ purpose: 'switch-check', url, timeoutMs, maxBytes: mostBytes });
    return { saw: { status, contains: off.contains === undefined || body.toString('utf8').includes(off.contains) } };
  } catch (error) {
    if (error instanceof ProductError) return { problem: error.message };
    throw error;
  }
}

/** So far back traffic is looked at, so that what came through an hour ago is not held against what holds now. */
const lookedBackMs = 15 * minute;

async function passed(
  deps: CheckDeps,
  spec: SwitchSpec,
  { within }: Extract<SwitchCheck, { by: 'traffic' }>,
  kept: KeptSwitch,
  now: EpochMs,
): Promise<Passed | null> {
  const since = heldSince(kept) ?? now - lookedBackMs;
  const start = kept.position === 'on' ? since : since + parseDuration(within)!;
  const to = await measuredUntil(deps, spec.process, now);
  if (to === null) return null;
  const from = Math.max(Math.ceil(start / minute) * minute, to - lookedBackMs);
  const events = await cameThrough(deps, spec, { from, to });
  if (events === null) return null;
  const expected = kept.position === 'half' ? await expectedThrough(deps, spec, { from, to }) : null;
  return { from, events, expected };
}
