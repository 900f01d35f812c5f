import { useMemo } from 'react';
import type { Side } from '../../../src/features/criticality/decisions/decision-contract.ts';
import { useMe } from '../api/me.ts';
import type { Signer } from './signing.ts';

/** Whoever is signed in, with the sides that the server lets them sign. */
export function useSigner(maySign: readonly Side[]): Signer {
  const who = useMe();
  const id = who?.id ?? '';
  const name = who?.name ?? '';
  return useMemo(() => ({ id, name, maySign }), [id, name, maySign]);
}
