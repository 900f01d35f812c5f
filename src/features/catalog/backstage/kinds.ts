import type { Kind } from '../kind.ts';
import { plainName } from './component-names.ts';
import { componentLike, type EntityKind, entityKinds, entitySpecs } from './entity.ts';
import { defaultNamespace } from './entity-ref.ts';
import { backstage } from './format.ts';
import { relateEntity } from './relate-entity.ts';

const likeComponents: readonly EntityKind[] = componentLike;

/** Kept names are `name` or `namespace/name`. */
function componentName(kept: string): string {
  const [first = '', second] = kept.split('/');
  return plainName(
    second === undefined ? { namespace: defaultNamespace, name: first } : { namespace: first, name: second },
  );
}

/** The kinds of Backstage. Others are let pass and told. */
export const backstageKinds: readonly Kind[] = entityKinds.map((word) => ({
  kind: `${backstage.prefix}${word}`,
  spec: entitySpecs[word],
  format: backstage,
  relate: relateEntity,
  ...(likeComponents.includes(word) ? { becomes: { kind: 'Component', name: componentName } } : {}),
}));
