import { CalendarSpec } from './calendar.ts';
import { CampaignSpec } from './campaign.ts';
import { ComponentSpec } from './component.ts';
import type { Document } from './document.ts';
import type { Kind } from './kind.ts';
import { ProcessSpec } from './process.ts';
import { ProductSpec } from './product.ts';
import { unknownReferences } from './references.ts';
import { relateCalendar } from './relate-calendar.ts';
import { relateComponent } from './relate-component.ts';
import { relateProcess } from './relate-process.ts';

function relateCampaign(document: Document<CampaignSpec>, all: readonly Document[]) {
  const references = document.spec.processes.map((name, index) => ({ name, path: ['spec', 'processes', index] }));
  return unknownReferences(all, 'Process', references);
}

/** The kinds of this feature. Whoever reads a catalogue adds those of later features, e.g. Source and Measure. */
export const catalogKinds: readonly Kind[] = [
  { kind: 'Product', spec: ProductSpec },
  { kind: 'Process', spec: ProcessSpec, relate: relateProcess },
  { kind: 'Component', spec: ComponentSpec, relate: relateComponent },
  { kind: 'Calendar', spec: CalendarSpec, relate: relateCalendar },
  { kind: 'Campaign', spec: CampaignSpec, relate: relateCampaign },
];
