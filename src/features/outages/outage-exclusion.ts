import { ProductError } from '../../errors.ts';
import type { EpochMs } from '../../maths/instants.ts';
import type { Person, Who } from '../access/who.ts';
import { type Exclusion, endsOf, type Outage } from './outage.ts';

/**
 * The person who may speak on exclusions. Throws ProductError `not_allowed` for a token and for the machine: whoever made a token
 * could otherwise be both of the two.
 */
export function personOnly(who: Who): Person {
  if (who.kind === 'person') return who;
  throw new ProductError('not_allowed', 'Exclusions are proposed and agreed on by signed-in people, never by a token.');
}

/**
 * The outage with a proposal that waits for a second person; it takes the place of one that waits. Throws ProductError `conflict`
 * where nothing would change, and for an outage that was removed.
 */
export function proposedExclusion(
  outage: Outage,
  { fromProcess, fromGlobal, reason }: Exclusion & { reason: string },
  person: Person,
  at: EpochMs,
): Outage {
  if (outage.state === 'removed') throw conflict('It was removed and counts nowhere.');
  const { excluded } = outage;
  if (excluded.fromProcess === fromProcess && excluded.fromGlobal === fromGlobal) {
    throw conflict('That is how it counts already.');
  }
  const proposal = { fromProcess, fromGlobal, reason, by: person.id, byName: person.displayName, at };
  return { ...outage, proposal };
}

/**
 * The outage after a second person answered. Throws ProductError `not_allowed` for who proposed it, and as `personOnly` does;
 * `conflict` where nothing waits.
 */
export function answeredExclusion(outage: Outage, agree: boolean, who: Who): Outage {
  const person = personOnly(who);
  const { proposal } = outage;
  if (proposal === null) throw conflict('Nothing waits for a second person.');
  if (proposal.by === person.id) {
    throw new ProductError('not_allowed', 'You proposed this; somebody else answers it.');
  }
  const { fromProcess, fromGlobal } = proposal;
  return { ...outage, proposal: null, ...(agree ? { excluded: { fromProcess, fromGlobal } } : {}) };
}

/** Who changes an outage. */
export interface Changing {
  by: { id: string; name: string };
  now: EpochMs;
}

/**
 * What was agreed on holds for what was there then: where an excluded outage grows, or another kind is made of it, its exclusion
 * waits for a second person again. Else `after` as it is.
 */
export function exclusionKept(before: Outage, after: Outage, { by, now }: Changing): Outage {
  const { excluded } = before;
  if ((!excluded.fromProcess && !excluded.fromGlobal) || !hasGrown(before, after)) return after;
  const reason = 'It was corrected after its exclusion was agreed on.';
  return {
    ...after,
    excluded: { fromProcess: false, fromGlobal: false },
    proposal: { ...excluded, reason, by: by.id, byName: by.name, at: now },
  };
}

function hasGrown(before: Outage, after: Outage): boolean {
  const [was, is] = [endsOf(before), endsOf(after)];
  const longer = is.from < was.from || (was.to !== null && (is.to === null || is.to > was.to));
  return longer || before.kind !== after.kind || Number(after.share) > Number(before.share);
}

const conflict = (message: string): ProductError => new ProductError('conflict', message);
