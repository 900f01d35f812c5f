import { z } from 'zod';
import { DependsOn } from './dependency.ts';
import { EventWord, Level, Owner, Runbook, ShareText } from './fields.ts';

/** A path of the component's own, or an address; nobody here calls it. */
const Health = z
  .string()
  .max(500)
  .regex(
    /^(https?:\/\/[^\s/]\S*|\/(?!\/)\S*)$/,
    'expected a path such as /healthz, or an address such as https://pay.example.com/healthz',
  )
  .meta({ examples: ['/healthz'] });

/** Something technical that processes stand on: a service, a database, a queue, somebody else's API. */
export const ComponentSpec = z.strictObject({
  /** A word for people, e.g. service, database, vendor. */
  type: EventWord.optional(),
  owner: Owner.optional(),
  /** Declared; derived and observed levels stand beside it. */
  level: Level.optional(),
  /** Its own, apart from what it stands on; measured when left out. */
  availability: ShareText.optional(),
  /** Where it says whether it is well. */
  health: Health.optional(),
  /** What to do when it fails. */
  runbook: Runbook.optional(),
  dependsOn: DependsOn,
  /** Causes that take down every component that names them, at once. */
  commonCauses: z.array(z.strictObject({ name: EventWord, unavailability: ShareText })).default([]),
});
export type ComponentSpec = z.infer<typeof ComponentSpec>;
