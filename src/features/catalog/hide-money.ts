import { type MoneyView, showsMoney } from '../access/money-view.ts';
import type { CatalogAnswer, Change, FieldChange } from './contract.ts';
import { type Document, documentNamed } from './document.ts';
import type { ProcessSpec } from './process.ts';

type ShownDocument = CatalogAnswer['documents'][number];

/** Fields that hold amounts of money, and those they stand in: of a process, and of an agreement, whose kind belongs to a later feature. */
const moneyFields = new Set([
  ...['spec', 'spec.value', 'spec.value.perEvent', 'spec.value.perHour', 'spec.lossLimit'],
  ...['spec.credits', 'spec.credits.fee'],
]);

interface AgreementTerms {
  product?: string;
  credits?: { fee?: string };
}

/** The document as it is, or without what its process is worth and saying so, where that is not shown to one with this view. */
export function hideDocumentMoney(document: Document, view: MoneyView): ShownDocument {
  if (document.kind === 'Agreement') return withoutFee(document as Document<AgreementTerms>, view);
  if (document.kind !== 'Process') return document;
  const { lossLimit, value, ...spec } = document.spec as ProcessSpec;
  if (showsMoney(view, spec.product)) return document;
  const worth = value && ('from' in value ? value : { currency: value.currency });
  return { ...document, spec: { ...spec, ...(worth ? { value: worth } : {}) }, moneyHidden: true };
}

/** An agreement without the fee of which credits are shares. */
function withoutFee(document: Document<AgreementTerms>, view: MoneyView): ShownDocument {
  const { spec } = document;
  if (spec.credits?.fee === undefined || showsMoney(view, spec.product)) return document;
  const { fee: _, ...credits } = spec.credits;
  return { ...document, spec: { ...spec, credits }, moneyHidden: true };
}

/** The difference without the amounts that the processes had before, where these are not shown to one with this view. */
export function hideChangesMoney(changes: readonly Change[], before: readonly Document[], view: MoneyView): Change[] {
  return changes.map((change) => {
    if (change.kind !== 'Process' && change.kind !== 'Agreement') return change;
    const document = documentNamed<{ product?: string }>(before, change.kind, change.name);
    if (document === undefined || showsMoney(view, document.spec.product)) return change;
    return change.fields === undefined ? change : { ...change, fields: change.fields.map(withoutAmount) };
  });
}

/** What is applied now was sent by who asks; only what was there before can be news. */
function withoutAmount(change: FieldChange): FieldChange {
  if (!moneyFields.has(change.field) || change.before === undefined) return change;
  const { before: _, ...rest } = change;
  return { ...rest, moneyHidden: true };
}
