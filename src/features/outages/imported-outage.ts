import type { EpochMs } from '../../maths/instants.ts';
import { canonicalJson } from '../catalog/difference.ts';
import { dueAtOf, outageTold } from './new-outage.ts';
import { endsOf, type Outage } from './outage.ts';
import type { NewOutage } from './outage-contract.ts';
import { type Changing, exclusionKept } from './outage-exclusion.ts';

/** What another system said of an outage, so that its next word can be told from what people wrote since. */
export const importedText = (told: NewOutage): string => canonicalJson(told);

/**
 * A new outage of another system: confirmed, as it is on record there; reported where it came with its cause and summary and is
 * over. Throws ProductError `bad_input` as `outageTold` does.
 */
export function importedOutage(id: string, origin: Outage['origin'], told: NewOutage, now: EpochMs): Outage {
  const outage = { ...outageTold(id, told, now), origin };
  const { to } = outage.detected;
  const isReported = to !== null && to <= now && told.cause !== '' && told.summary !== '';
  return { ...outage, state: isReported ? 'reported' : 'confirmed' };
}

const words = ['kind', 'fault', 'vendor', 'share', 'cause', 'causeKind', 'summary'] as const;

/**
 * The outage after the other system changed its mind: what was seen is as it says now, and so is each word that nobody has
 * written over since. Throws ProductError `bad_input` as `outageTold` does.
 */
export function reimportedOutage(outage: Outage, before: NewOutage, told: NewOutage, changing: Changing): Outage {
  const { detected } = outageTold(outage.id, told, changing.now);
  const isReported = outage.state === 'reported' || outage.state === 'locked';
  const fresh = words.filter(
    // a report keeps its cause and its summary
    (word) => outage[word] === before[word] && told[word] !== before[word] && !(isReported && told[word] === ''),
  );
  const after: Outage = {
    ...outage,
    ...(Object.fromEntries(fresh.map((word) => [word, told[word]])) as Partial<Outage>),
    detected,
  };
  const moved = canonicalJson(endsOf(after)) !== canonicalJson(endsOf(outage));
  const anew = moved ? { ...after, dueAt: dueAtOf(endsOf(after)), refined: null, loss: null } : after;
  return exclusionKept(outage, anew, changing);
}
