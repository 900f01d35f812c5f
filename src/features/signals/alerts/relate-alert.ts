import type { Document } from '../../catalog/document.ts';
import type { Problem } from '../../catalog/kind.ts';
import { unknownReferences } from '../../catalog/references.ts';
import { defaultSource } from '../source.ts';
import type { AlertSpec } from './alert.ts';

/** What can be wrong with an Alert among the others. */
export function relateAlert({ spec }: Document<AlertSpec>, all: readonly Document[]): Problem[] {
  const { component, process, source, opensIncidents, mandatedBy } = spec;
  const named = (name: string | undefined, key: string) => (name === undefined ? [] : [{ name, path: ['spec', key] }]);
  const mute: Problem = {
    ...({ code: 'bad_value', severity: 'error', path: ['spec', 'mandatedBy'] } as const),
    message: `expected opensIncidents or pages to be true: ${mandatedBy} demands that somebody is called`,
  };
  return [
    ...unknownReferences(all, 'Component', named(component, 'component')),
    ...unknownReferences(all, 'Process', named(process, 'process')),
    ...unknownReferences(all, 'Source', source === defaultSource ? [] : named(source, 'source')),
    ...(mandatedBy !== undefined && !opensIncidents && !spec.pages ? [mute] : []),
  ];
}
