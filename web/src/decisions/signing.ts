import type {
  Decision,
  ProcessDecisions,
  Side,
  Signature,
} from '../../../src/features/criticality/decisions/decision-contract.ts';
import { ownerText } from '../component/owner-text.ts';

/** Who looks at the page, and which sides they may sign for. */
export interface Signer {
  id: string;
  /** The name that they sign in with, as the catalogue writes it after `user:`. */
  name: string;
  maySign: readonly Side[];
}

export interface SideStanding {
  side: Side;
  signature: Signature | null;
  /** Who looks may sign this side now. */
  mayNow: boolean;
  /** It waits for exactly them: the product manager whom the catalogue names, or anybody who may where it names nobody. */
  isTheirs: boolean;
  /** Whom it waits for, and why not for the reader, as a sentence; empty where it is signed. */
  waits: string;
}

export const sides: readonly Side[] = ['business', 'technology'];

export const isWaiting = ({ state }: Decision): boolean => state === 'proposed';

/** Both sides of a decision, seen by one person. Nobody signs both sides: that is the rule of two. */
export function standingOf(decision: Decision, manager: string | null, signer: Signer): SideStanding[] {
  return sides.map((side) => {
    const signature = decision.signatures.find((one) => one.side === side) ?? null;
    const own = decision.signatures.some(({ person }) => person === signer.id);
    const isOpen = isWaiting(decision) && signature === null;
    const mayNow = isOpen && !own && signer.maySign.includes(side);
    return {
      side,
      signature,
      mayNow,
      isTheirs: mayNow && (side === 'technology' || personNamed(manager) === null || isManager(manager, signer)),
      waits: isOpen ? waitsText(side, manager, own) : '',
    };
  });
}

function waitsText(side: Side, manager: string | null, own: boolean): string {
  const whom =
    side === 'technology'
      ? 'somebody who signs for technology'
      : manager === null
        ? 'somebody who signs for the business; the catalogue names no product manager'
        : `the product manager, ${ownerText(manager)}`;
  const rule = own ? ' You signed the other side, and nobody signs both.' : '';
  return `Waits for ${whom}.${rule}`;
}

/** `anna` of `user:anna` or `user:default/anna`; null for a group or nobody. */
function personNamed(owner: string | null): string | null {
  const match = /^user:(?:[^/]*\/)?(.+)$/i.exec(owner ?? '');
  return match?.[1]?.toLowerCase() ?? null;
}

/** They sign in as `anna`, or with the address `anna@…`. */
export function isManager(manager: string | null, { name }: Pick<Signer, 'name'>): boolean {
  const signs = name.toLowerCase();
  const named = personNamed(manager);
  return named !== null && (signs === named || signs.split('@')[0] === named);
}

/** A decision with whom its process belongs to. */
export interface Waiting {
  decision: Decision;
  manager: string | null;
}

/** What waits for exactly this person on one side. */
export function waitingForThem(all: readonly Waiting[], side: Side, signer: Signer): Waiting[] {
  return all.filter(({ decision, manager }) =>
    standingOf(decision, manager, signer).some((one) => one.side === side && one.isTheirs),
  );
}

export const waitingOf = (processes: readonly ProcessDecisions[]): Waiting[] =>
  processes.flatMap(({ waiting, productManager }) =>
    waiting.filter(isWaiting).map((decision) => ({ decision, manager: productManager })),
  );
