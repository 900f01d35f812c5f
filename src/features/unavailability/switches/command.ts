import type { EpochMs } from '../../../maths/instants.ts';
import type { KeptSwitch, NewActLine, Stepped, Telling } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';
import type { SwitchPosition, SwitchReason } from './switch-contract.ts';

/** Where it shall be put, and by whom. */
export interface Command {
  /** New for each command: what the receiver knows it by. */
  id: string;
  position: SwitchPosition;
  /** Only for `half`. */
  share: string | null;
  /** Null: Waga by itself. */
  by: { id: string; name: string } | null;
  why: SwitchReason;
}

/** The words for a position of a switch or a banner, as in "PayFast is off". */
export function positionWords(type: SwitchSpec['type'], position: SwitchPosition, share: string | null): string {
  if (position === 'half') return `let through for ${percentOf(share ?? '0')} of customers`;
  if (type === 'banner') return position === 'off' ? 'shown to customers' : 'taken down';
  return position;
}

/** "0.05" as "5 %". */
export const percentOf = (share: string): string => `${Number((100 * Number(share)).toFixed(4))} %`;

/** Whether a second person has to agree: before more customers are kept out than now. */
export const needsSecond = ({ twoPeople }: Pick<SwitchSpec, 'twoPeople'>, kept: KeptSwitch, to: SwitchPosition) =>
  twoPeople && (to === 'off' || (to === 'half' && kept.position === 'on'));

/**
 * The switch as it is meant to be from now on. What a receiver is to be told is part of it, so that it is on record before anything is
 * sent; what was being told before is superseded. What a person flips is taken for done when they say so.
 */
export function commanded(kept: KeptSwitch, spec: SwitchSpec, command: Command, now: EpochMs): Stepped {
  const { id, position, share, by, why } = command;
  const isSent = spec.carriedOut.by === 'webhook';
  const telling: Telling | null = isSent
    ? { id, tries: 0, nextAt: now, failedAt: null, reason: null, toldAt: null }
    : null;
  const line: NewActLine = {
    ...{ at: now, by, act: isSent ? 'switch' : 'noted', position, share, why, incident: why.incident, command: id },
    says: `${isSent ? 'To be' : 'Said to be'} ${positionWords(spec.type, position, share)}: ${why.reason}`,
  };
  return {
    kept: {
      ...{ ...kept, position, share, since: now, command: id, by: by?.name ?? null, why, telling, asked: null },
      ...{ checked: spec.verify.length === 0 && !isSent ? 'unchecked' : 'waiting', checks: [] },
    },
    acts: [line],
  };
}

/** The switch as it stands while a second person is waited for. */
export function asked(kept: KeptSwitch, spec: SwitchSpec, command: Command, now: EpochMs): Stepped {
  const { position, share, by, why } = command;
  return {
    kept: { ...kept, asked: { position, share, by: by?.name ?? '', byId: by?.id ?? '', at: now, why } },
    acts: [
      {
        ...{ at: now, by, act: 'ask', position, share, why, incident: why.incident, command: null },
        says: `Asked for it to be ${positionWords(spec.type, position, share)}: ${why.reason}`,
      },
    ],
  };
}

/** The request is taken back: by another person, or by who asked. */
export function declined(kept: KeptSwitch, by: { id: string; name: string }, reason: string, now: EpochMs): Stepped {
  const { position, share, why } = kept.asked!;
  const line: NewActLine = {
    at: now,
    by,
    act: 'decline',
    position,
    share,
    says: reason,
    why: null,
    incident: why.incident,
    command: null,
  };
  return { kept: { ...kept, asked: null }, acts: [line] };
}
