import { backstageKinds } from './backstage/kinds.ts';
import { CalendarSpec } from './calendar.ts';
import { CampaignSpec } from './campaign.ts';
import { ComponentSpec } from './component.ts';
import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { openSloKinds } from './openslo/kinds.ts';
import { ProcessSpec } from './process.ts';
import { ProductSpec } from './product.ts';
import { unknownReferences } from './references.ts';
import { relateCalendar } from './relate-calendar.ts';
import { relateComponent } from './relate-component.ts';
import { relateProcess } from './relate-process.ts';
import { relateVendor } from './relate-vendor.ts';
import { unknownOwners } from './unknown-owners.ts';
import { VendorSpec } from './vendor.ts';

function relateCampaign(document: Document<CampaignSpec>, all: readonly Document[]) {
  const references = document.spec.processes.map((name, index) => ({ name, path: ['spec', 'processes', index] }));
  return unknownReferences(all, 'Process', references);
}

function relateProduct({ spec }: Document<ProductSpec>, all: readonly Document[]) {
  const people = ['owner', 'productManager'] as const;
  return people.flatMap((key) => unknownOwners(all, spec[key], ['spec', key]));
}

/** The kinds of this feature, those of the other formats included. Whoever reads a catalogue adds those of later features, e.g. Source and Measure. */
export const catalogKinds: readonly Kind[] = [
  { kind: 'Product', spec: ProductSpec, relate: relateProduct },
  { kind: 'Process', spec: ProcessSpec, relate: relateProcess },
  { kind: 'Component', spec: ComponentSpec, relate: relateComponent },
  { kind: 'Vendor', spec: VendorSpec, relate: relateVendor },
  { kind: 'Calendar', spec: CalendarSpec, relate: relateCalendar },
  { kind: 'Campaign', spec: CampaignSpec, relate: relateCampaign },
  ...openSloKinds,
  ...backstageKinds,
];
