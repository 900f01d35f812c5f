import { agreementKinds } from '../features/agreements/kinds.ts';
import type { Kind } from '../features/catalog/kind.ts';
import { catalogKinds } from '../features/catalog/kinds.ts';
import { dutyKinds } from '../features/duty/kinds.ts';
import { notificationKinds } from '../features/notifications/kinds.ts';
import { ledgerKinds } from '../features/outages/kinds.ts';
import { reviewKinds } from '../features/reviews/kinds.ts';
import { signalKinds } from '../features/signals/kinds.ts';
import { unavailabilityKinds } from '../features/unavailability/kinds.ts';

/** Every kind that `waga check` knows: those of the catalogue and of the features that own more. */
export const kinds: readonly Kind[] = [
  ...catalogKinds,
  ...signalKinds,
  ...ledgerKinds,
  ...dutyKinds,
  ...notificationKinds,
  ...unavailabilityKinds,
  ...agreementKinds,
  ...reviewKinds,
];
