import type { MoneyView } from './money-view.ts';
import { type Right, type Role, rights } from './rights.ts';

interface Holder {
  /** Stable; stands in the audit log beside the name. */
  id: string;
  name: string;
  rights: ReadonlySet<Right>;
  money: MoneyView;
}

/** A signed-in person. */
export interface Person extends Holder {
  kind: 'person';
  displayName: string;
  roles: readonly Role[];
}

/** A program with a token. `sources` are those it may speak for; of the other lists null means no further limit. */
export interface TokenHolder extends Holder {
  kind: 'token';
  sources: readonly string[];
  processes: readonly string[] | null;
  components: readonly string[] | null;
  environments: readonly string[] | null;
}

/** A command on the machine itself that could read the token in the data folder. */
export interface Machine extends Holder {
  kind: 'machine';
}

export type Who = Person | TokenHolder | Machine;

export const machine: Machine = {
  kind: 'machine',
  id: 'machine',
  name: 'machine',
  rights: new Set(rights),
  money: 'all',
};
