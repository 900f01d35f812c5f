import type { Document } from '../../catalog/document.ts';
import type { Problem } from '../../catalog/kind.ts';
import type { ProcessSpec } from '../../catalog/process.ts';
import { namesOf, unknownReferences } from '../../catalog/references.ts';
import { didYouMean } from '../../catalog/suggestion.ts';
import type { SwitchSpec } from './switch.ts';

/** What a switch says of other documents. */
export function relateSwitch({ spec }: Document<SwitchSpec>, all: readonly Document[]): Problem[] {
  const vendor = spec.vendor === undefined ? [] : [{ name: spec.vendor, path: ['spec', 'vendor'] }];
  return [
    ...unknownReferences(all, 'Process', [{ name: spec.process, path: ['spec', 'process'] }]),
    ...unknownReferences(all, 'Vendor', vendor),
    ...unknownAttribute(spec, all),
  ];
}

/** Only attributes that the process lists are stored, so that nothing could be counted by any other. */
function unknownAttribute({ process, part }: SwitchSpec, all: readonly Document[]): Problem[] {
  const found = namesOf(all, 'Process').get(process) as Document<ProcessSpec> | undefined;
  if (part === undefined || found === undefined || found.spec.attributes.includes(part.attribute)) return [];
  const { attributes } = found.spec;
  const listed = attributes.length === 0 ? 'it lists none' : `it lists ${attributes.join(', ')}`;
  const message = `the process ${process} does not list the attribute ${part.attribute}: ${listed}${didYouMean(part.attribute, attributes)}`;
  return [{ code: 'bad_value', severity: 'error', message, path: ['spec', 'part', 'attribute'] }];
}
