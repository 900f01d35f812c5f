import type { Document } from '../catalog/document.ts';
import type { Kind } from '../catalog/kind.ts';
import { unknownReferences } from '../catalog/references.ts';
import { shadowProblems } from '../catalog/side-channel.ts';
import { AlertSpec } from './alerts/alert.ts';
import { relateAlert } from './alerts/relate-alert.ts';
import { MeasureSpec } from './measure.ts';
import { defaultSource, SourceSpec } from './source.ts';

function relateSource(document: Document<SourceSpec>, all: readonly Document[]) {
  const references = (key: 'processes' | 'components') =>
    document.spec[key].map((name, index) => ({ name, path: ['spec', key, index] }));
  return [
    ...unknownReferences(all, 'Process', references('processes')),
    ...unknownReferences(all, 'Component', references('components')),
  ];
}

function relateMeasure(document: Document<MeasureSpec>, all: readonly Document[]) {
  const { component, source, mandatedBy } = document.spec;
  const { shadow } = document.spec.objective;
  const path = ['spec', 'objective', 'shadow'];
  const silenced = {
    ...({ code: 'bad_value', severity: 'error', path } as const),
    message: `expected no shadow: ${mandatedBy} demands that somebody is called`,
  };
  const sources = source === defaultSource ? [] : [{ name: source, path: ['spec', 'source'] }];
  return [
    ...unknownReferences(all, 'Component', [{ name: component, path: ['spec', 'component'] }]),
    ...unknownReferences(all, 'Source', sources),
    ...(shadow === undefined ? [] : shadowProblems(all, shadow, path)),
    ...(shadow === undefined || mandatedBy === undefined ? [] : [silenced]),
  ];
}

/** The kinds of this feature, for whoever reads a catalogue. */
export const signalKinds: readonly Kind[] = [
  { kind: 'Source', spec: SourceSpec, relate: relateSource },
  { kind: 'Measure', spec: MeasureSpec, underscores: true, relate: relateMeasure },
  { kind: 'Alert', spec: AlertSpec, relate: relateAlert },
];
