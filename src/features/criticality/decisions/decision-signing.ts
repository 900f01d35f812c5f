import { ProductError } from '../../../errors.ts';
import type { Right } from '../../access/rights.ts';
import type { Person, Who } from '../../access/who.ts';
import { type Catalog, documentNamed, processNamed } from '../../catalog/catalog.ts';
import type { ProductSpec } from '../../catalog/product.ts';
import type { Side } from './decision-contract.ts';
import type { DecisionRecord } from './decision-record.ts';

const rightOf = { business: 'sign-business', technology: 'sign-technology' } as const satisfies Record<Side, Right>;

/** The sides that one may sign for: only people sign, never a token nor the machine, whatever rights they hold. */
export function sidesOf(who: Who | null): Side[] {
  if (who?.kind !== 'person') return [];
  return (['business', 'technology'] as const).filter((side) => who.rights.has(rightOf[side]));
}

/**
 * The person who may put this signature there. Throws ProductError `not_allowed` to whom it is not given, a token, the machine
 * and who signed the other side; `conflict` for a decision that was withdrawn or that this side has signed.
 */
export function signerOf(record: DecisionRecord, side: Side, who: Who): Person {
  if (who.kind !== 'person' || !sidesOf(who).includes(side)) {
    throw new ProductError('not_allowed', `Only a person with the right \`${rightOf[side]}\` signs for the ${side}.`);
  }
  if (record.withdrawnAt !== null)
    throw new ProductError('conflict', 'This decision was withdrawn; propose a new one.');
  const there = record.signatures.find((one) => one.side === side);
  if (there !== undefined) throw new ProductError('conflict', `${there.name} has signed for the ${side} already.`);
  if (record.signatures.some(({ person }) => person === who.id)) {
    const other = side === 'business' ? 'technology' : 'business';
    throw new ProductError('not_allowed', `You signed for the ${other}; somebody else signs for the ${side}.`);
  }
  return who;
}

/** Whom the catalogue names as product manager of a process: its own, or that of its product. */
export function productManagerOf(catalog: Catalog, process: string): string | null {
  const spec = processNamed(catalog, process)?.spec;
  const product = spec?.product;
  const ofProduct =
    product === undefined ? undefined : documentNamed<ProductSpec>(catalog.documents, 'Product', product);
  return spec?.productManager ?? ofProduct?.spec.productManager ?? null;
}

/**
 * The product manager in whose stead somebody else signs, or null. `user:anna` and `user:default/anna` are who signs in as `anna`
 * or with the address `anna@…`; who belongs to a group is not known here, so a group is nobody in particular.
 */
export function insteadOf(productManager: string | null, signer: Pick<Person, 'name'>): string | null {
  if (productManager === null || !productManager.toLowerCase().startsWith('user:')) return null;
  const named = productManager.slice('user:'.length).split('/').at(-1)!.toLowerCase();
  const signs = signer.name.toLowerCase();
  return signs === named || signs.split('@')[0] === named ? null : productManager;
}
