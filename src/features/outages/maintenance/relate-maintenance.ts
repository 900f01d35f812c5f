import type { Document } from '../../catalog/document.ts';
import { documentNamed } from '../../catalog/document.ts';
import type { Path, Problem } from '../../catalog/kind.ts';
import { unknownReferences } from '../../catalog/references.ts';
import type { VendorSpec } from '../../catalog/vendor.ts';
import { subjectText } from '../outage-subject.ts';
import type { MaintenanceSpec } from './maintenance.ts';
import { subjectsOf, windowsOf } from './windows.ts';

/** What a maintenance says of other documents, and what cannot come of it as it is written. */
export function relateMaintenance(document: Document<MaintenanceSpec>, all: readonly Document[]): Problem[] {
  const { spec } = document;
  const named = (key: 'process' | 'component') =>
    spec.subjects.flatMap((subject, index) => {
      const name = (subject as Partial<Record<typeof key, string>>)[key];
      return name === undefined ? [] : [{ name, path: ['spec', 'subjects', index, key] as Path }];
    });
  const vendor = spec.vendor === undefined ? [] : [{ name: spec.vendor, path: ['spec', 'vendor'] }];
  return [
    ...unknownReferences(all, 'Vendor', vendor),
    ...unknownReferences(all, 'Process', named('process')),
    ...unknownReferences(all, 'Component', named('component')),
    ...unknownReferences(all, 'Switch', switchesOf(spec)),
    ...unwillingSwitches(spec, all),
    ...repeatedSubjects(document),
    ...withoutSubjects(spec, all),
    ...withoutWindows(document),
  ];
}

const switchesOf = ({ switches }: MaintenanceSpec) =>
  switches.map((name, index) => ({ name, path: ['spec', 'switches', index] as Path }));

/** Switches belong to a later feature; all that is read here is whether they let maintenance switch them. */
function unwillingSwitches(spec: MaintenanceSpec, all: readonly Document[]): Problem[] {
  return switchesOf(spec).flatMap(({ name, path }, index): Problem[] => {
    if (spec.switches.indexOf(name) < index) {
      return [{ code: 'repeated', severity: 'error', message: `${name} stands in switches already`, path }];
    }
    const found = documentNamed<{ automatic?: { maintenance?: boolean } }>(all, 'Switch', name);
    if (found === undefined || found.spec.automatic?.maintenance === true) return [];
    const message = `the Switch ${name} lets no maintenance switch it: expected automatic.maintenance: true there`;
    return [{ code: 'bad_value', severity: 'error', message, path }];
  });
}

function repeatedSubjects({ spec }: Document<MaintenanceSpec>): Problem[] {
  const names = spec.subjects.length === 0 ? [] : subjectsOf({ documents: [] }, spec).map(subjectText);
  return names.flatMap((name, index): Problem[] =>
    names.indexOf(name) < index
      ? [
          {
            code: 'repeated',
            severity: 'error',
            message: `${name} stands in subjects already`,
            path: ['spec', 'subjects', index],
          },
        ]
      : [],
  );
}

function withoutSubjects({ vendor, subjects }: MaintenanceSpec, all: readonly Document[]): Problem[] {
  if (vendor === undefined || subjects.length > 0) return [];
  const document = documentNamed<VendorSpec>(all, 'Vendor', vendor);
  if (document === undefined || document.spec.components.length > 0) return [];
  const message = `nothing stands still: ${vendor} has no components, and subjects names none`;
  return [{ code: 'bad_value', severity: 'warning', message, path: ['spec', 'vendor'] }];
}

/** A rule of which no window ever comes in four years, in which every day of the calendar does. */
function withoutWindows(document: Document<MaintenanceSpec>): Problem[] {
  const { recurrence } = document.spec;
  if (recurrence === undefined) return [];
  const from = Date.parse(`${recurrence.start}:00Z`) - 86_400_000;
  if (windowsOf(document, { from, to: from + 4 * 366 * 86_400_000 }).length > 0) return [];
  const message = 'no window comes of this rule from start on';
  return [{ code: 'bad_value', severity: 'warning', message, path: ['spec', 'recurrence', 'rrule'] }];
}
