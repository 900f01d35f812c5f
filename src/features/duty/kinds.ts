import type { Document } from '../catalog/document.ts';
import type { Kind, Path } from '../catalog/kind.ts';
import { unknownReferences } from '../catalog/references.ts';
import { unknownOwners } from '../catalog/unknown-owners.ts';
import { RotationSpec } from './rotation.ts';

function relateRotation({ metadata, spec }: Document<RotationSpec>, all: readonly Document[]) {
  const named = (names: readonly string[], path: Path) =>
    names.map((name, index) => ({ name, path: [...path, index] }));
  const { covers } = spec;
  const escalated = spec.escalation.flatMap(({ to }, index) =>
    'rotation' in to ? [{ name: to.rotation, path: ['spec', 'escalation', index, 'to', 'rotation'] as Path }] : [],
  );
  const people = spec.layers.flatMap((layer, l) =>
    'people' in layer
      ? layer.people.flatMap((person, p) => unknownOwners(all, person, ['spec', 'layers', l, 'people', p]))
      : Object.entries(layer.calendar.people ?? {}).flatMap(([called, person]) =>
          unknownOwners(all, person, ['spec', 'layers', l, 'calendar', 'people', called]),
        ),
  );
  const itself = escalated
    .filter(({ name }) => name === metadata.name)
    .map(({ path }) => ({
      code: 'bad_value' as const,
      severity: 'error' as const,
      message: 'expected another rotation: whoever is on call here was told already',
      path,
    }));
  return [
    ...unknownReferences(all, 'Product', named(covers.products, ['spec', 'covers', 'products'])),
    ...unknownReferences(all, 'Process', named(covers.processes, ['spec', 'covers', 'processes'])),
    ...unknownReferences(all, 'Component', named(covers.components, ['spec', 'covers', 'components'])),
    ...unknownReferences(all, 'Rotation', escalated),
    ...unknownReferences(all, 'Channel', named(spec.channels, ['spec', 'channels'])),
    ...(spec.calendar === undefined
      ? []
      : unknownReferences(all, 'Calendar', [{ name: spec.calendar, path: ['spec', 'calendar'] }])),
    ...itself,
    ...unknownOwners(all, spec.owner, ['spec', 'owner']),
    ...people,
  ];
}

/** The kinds of this feature, for whoever reads a catalogue. */
export const dutyKinds: readonly Kind[] = [{ kind: 'Rotation', spec: RotationSpec, relate: relateRotation }];
