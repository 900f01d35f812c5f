import { z } from 'zod';
import { as } from '../finding.ts';
import { parseEntityRef } from './entity-ref.ts';

/**
 * The kinds of Backstage that are read. What a kind of Backstage demands is demanded here too; fields beyond are let pass, as
 * Backstage does. Source: backstage.io, "Descriptor Format of Catalog Entities".
 */

const name = /^[A-Za-z0-9]([A-Za-z0-9_.-]*[A-Za-z0-9])?$/;
const label = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, 'expected lower-case letters, digits, "-"')
  .max(63);
const tag = z
  .string()
  .regex(/^[a-z0-9:+#]+(-[a-z0-9:+#]+)*$/, 'expected lower-case letters, digits, "+", "#", ":" parted by "-"')
  .max(63);
const text = z.string().min(1);
const labelKey = z.string().max(317);

export const EntityMetadata = z.looseObject({
  name: z
    .string()
    .superRefine((text, context) => {
      if (name.test(text) && text.length <= 63) return;
      const message = 'expected at most 63 letters, digits, "-", "_", ".", beginning and ending with a letter or digit';
      context.addIssue({ code: 'custom', message, ...as('bad_name') });
    })
    .meta({ pattern: name.source, maxLength: 63 }),
  namespace: label.optional(),
  title: text.optional(),
  description: z.string().optional(),
  labels: z
    .record(
      labelKey,
      z
        .string()
        .regex(/^([a-z0-9]([a-z0-9_.-]*[a-z0-9])?)?$/i, 'expected a label')
        .max(63),
    )
    .optional(),
  annotations: z.record(labelKey, z.string()).optional(),
  tags: z.array(tag).optional(),
  links: z
    .array(z.looseObject({ url: text, title: text.optional(), icon: text.optional(), type: text.optional() }))
    .optional(),
});

/** A reference; with `kind` null it must say which kind it means. */
const ref = (kind: string | null) =>
  z.string().refine((written) => parseEntityRef(written, { kind, namespace: 'default' }) !== null, {
    error:
      kind === null
        ? 'expected a reference with its kind, such as component:NAME or resource:NAMESPACE/NAME'
        : `expected a reference such as NAME, NAMESPACE/NAME or ${kind}:NAME`,
  });
const refs = (kind: string | null) => z.array(ref(kind));

const profile = z
  .looseObject({ displayName: text.optional(), email: text.optional(), picture: text.optional() })
  .optional();
const needs = { dependsOn: refs(null).optional(), dependencyOf: refs(null).optional() };

export const entitySpecs = {
  Component: z.looseObject({
    type: text,
    lifecycle: text,
    owner: ref('group'),
    system: ref('system').optional(),
    subcomponentOf: ref('component').optional(),
    providesApis: refs('api').optional(),
    consumesApis: refs('api').optional(),
    ...needs,
  }),
  API: z.looseObject({
    type: text,
    lifecycle: text,
    owner: ref('group'),
    system: ref('system').optional(),
    /** The text of the interface, or where it lies. */
    definition: z.union([text, z.record(z.string(), z.unknown())]),
  }),
  Resource: z.looseObject({ type: text, owner: ref('group'), system: ref('system').optional(), ...needs }),
  System: z.looseObject({ owner: ref('group'), domain: ref('domain').optional(), type: text.optional() }),
  Domain: z.looseObject({ owner: ref('group'), subdomainOf: ref('domain').optional(), type: text.optional() }),
  Group: z.looseObject({
    type: text,
    profile,
    parent: ref('group').optional(),
    children: refs('group'),
    members: refs('user').optional(),
  }),
  User: z.looseObject({ profile, memberOf: refs('group').optional() }),
  Location: z
    .looseObject({
      type: text.optional(),
      target: text.optional(),
      targets: z.array(text).optional(),
      presence: z.enum(['required', 'optional']).optional(),
    })
    .refine((spec) => spec.target !== undefined || spec.targets !== undefined, 'expected target or targets'),
} as const;

export type EntityKind = keyof typeof entitySpecs;
export const entityKinds = Object.keys(entitySpecs) as EntityKind[];

/** Entities that Waga takes for components, the first of one name before the others. */
export const componentLike = ['Component', 'Resource', 'API'] as const satisfies readonly EntityKind[];
