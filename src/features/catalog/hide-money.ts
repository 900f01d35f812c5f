import { type MoneyView, showsMoney } from '../access/money-view.ts';
import type { CatalogAnswer, Change, FieldChange } from './contract.ts';
import { type Document, documentNamed } from './document.ts';
import type { ProcessSpec } from './process.ts';

type ShownDocument = CatalogAnswer['documents'][number];

/** Fields of a process that hold amounts of money, and those they stand in. */
const moneyFields = new Set(['spec', 'spec.value', 'spec.value.perEvent', 'spec.value.perHour', 'spec.lossLimit']);

/** The document as it is, or without what its process is worth and saying so, where that is not shown to one with this view. */
export function hideDocumentMoney(document: Document, view: MoneyView): ShownDocument {
  if (document.kind !== 'Process') return document;
  const { lossLimit, value, ...spec } = document.spec as ProcessSpec;
  if (showsMoney(view, spec.product)) return document;
  const worth = value && ('from' in value ? value : { currency: value.currency });
  return { ...document, spec: { ...spec, ...(worth ? { value: worth } : {}) }, moneyHidden: true };
}

/** The difference without the amounts that the processes had before, where these are not shown to one with this view. */
export function hideChangesMoney(changes: readonly Change[], before: readonly Document[], view: MoneyView): Change[] {
  return changes.map((change) => {
    const process = change.kind === 'Process' ? documentNamed<ProcessSpec>(before, 'Process', change.name) : undefined;
    if (process === undefined || showsMoney(view, process.spec.product)) return change;
    return change.fields === undefined ? change : { ...change, fields: change.fields.map(withoutAmount) };
  });
}

/** What is applied now was sent by who asks; only what was there before can be news. */
function withoutAmount(change: FieldChange): FieldChange {
  if (!moneyFields.has(change.field) || change.before === undefined) return change;
  const { before: _, ...rest } = change;
  return { ...rest, moneyHidden: true };
}
