import type { FastifyInstance } from 'fastify';
import { auditRoutes } from '../features/access/routes/audit.ts';
import { tokenRoutes } from '../features/access/routes/tokens.ts';
import { accessRoutes } from '../features/access/routes.ts';
import { agreementKinds } from '../features/agreements/kinds.ts';
import { agreementRoutes } from '../features/agreements/routes/agreements.ts';
import { availabilityRoute } from '../features/agreements/routes/availability.ts';
import { reportRoutes } from '../features/agreements/routes/reports.ts';
import { statusRoutes } from '../features/agreements/routes/status.ts';
import { statusPostRoutes } from '../features/agreements/routes/status-posts.ts';
import { alertRoutes } from '../features/balance/routes/alerts.ts';
import { replayRoutes } from '../features/balance/routes/replays.ts';
import { thingRoutes } from '../features/balance/routes/thing-pages.ts';
import { balanceRoutes } from '../features/balance/routes.ts';
import { catalogKinds } from '../features/catalog/kinds.ts';
import { catalogRoutes } from '../features/catalog/routes.ts';
import { acceptanceRoutes } from '../features/criticality/routes/acceptances.ts';
import { cheapestRoute } from '../features/criticality/routes/cheapest-window.ts';
import { decisionRoutes } from '../features/criticality/routes/decisions.ts';
import { mapRoutes } from '../features/criticality/routes/map.ts';
import { criticalityRoutes } from '../features/criticality/routes/pages.ts';
import { whatIfRoute } from '../features/criticality/routes/what-if.ts';
import { workshopRoutes } from '../features/criticality/routes/workshops.ts';
import { dutyKinds } from '../features/duty/kinds.ts';
import { dutyRoutes } from '../features/duty/routes.ts';
import { thresholdRoutes } from '../features/impact/routes/thresholds.ts';
import { impactRoutes } from '../features/impact/routes.ts';
import { notificationKinds } from '../features/notifications/kinds.ts';
import { channelsFailing } from '../features/notifications/queries/channels.ts';
import { channelRoutes } from '../features/notifications/routes/channels.ts';
import { testPageRoutes } from '../features/notifications/routes/test-pages.ts';
import { sloRoutes } from '../features/objectives/routes/slos.ts';
import { objectiveRoutes } from '../features/objectives/routes.ts';
import { ledgerKinds } from '../features/outages/kinds.ts';
import { readingsFailing } from '../features/outages/queries/vendor-told.ts';
import { ledgerRoutes } from '../features/outages/routes/ledgers.ts';
import { maintenanceRoutes } from '../features/outages/routes/maintenance.ts';
import { outageRoutes } from '../features/outages/routes/outages.ts';
import { reviewKinds } from '../features/reviews/kinds.ts';
import { reviewRoutes } from '../features/reviews/routes/reviews.ts';
import { weekRoutes } from '../features/reviews/routes/weeks.ts';
import { signalKinds } from '../features/signals/kinds.ts';
import { removedAlerts } from '../features/signals/queries/removed-alerts.ts';
import { alertmanagerRoute } from '../features/signals/routes/alertmanager.ts';
import { changeRoutes } from '../features/signals/routes/changes.ts';
import { eraseRoutes } from '../features/signals/routes/erase.ts';
import { sourceRoute } from '../features/signals/routes/source.ts';
import { signalRoutes } from '../features/signals/routes.ts';
import { unavailabilityKinds } from '../features/unavailability/kinds.ts';
import { incidentRoutes } from '../features/unavailability/routes/incidents.ts';
import { runbookRoutes } from '../features/unavailability/routes/runbooks.ts';
import { switchRoutes } from '../features/unavailability/routes/switches.ts';
import { vendorRoutes } from '../features/unavailability/routes/vendors.ts';
import { backupRoutes } from './backup-routes.ts';
import { checkRoutes } from './check-routes.ts';
import type { Clock } from './clock.ts';
import { healthRoutes } from './health.ts';
import { healthQueries } from './health-facts.ts';
import { metricsRoute } from './metrics-route.ts';
import { originOf } from './notifying.ts';
import type { Operation } from './operation.ts';
import type { Parts } from './parts.ts';
import { type Stream, streamRoutes } from './stream.ts';
import type { WhoAsks } from './who-asks.ts';

/** Every route there is; the OpenAPI document is made from them. */
export function registerRoutes(
  app: FastifyInstance,
  parts: Parts,
  clock: () => Clock,
  { drain, metrics, refusedRequests }: Operation,
  stillWho: WhoAsks['stillWho'],
): Stream {
  accessRoutes(app, parts);
  tokenRoutes(app, parts);
  auditRoutes(app, parts);
  const kinds = [
    ...catalogKinds,
    ...signalKinds,
    ...ledgerKinds,
    ...dutyKinds,
    ...notificationKinds,
    ...unavailabilityKinds,
    ...agreementKinds,
    ...reviewKinds,
  ];
  catalogRoutes(app, { ...parts, kinds, ofChanges: removedAlerts(parts.records) });
  signalRoutes(app, parts);
  changeRoutes(app, parts);
  alertmanagerRoute(app, parts);
  sourceRoute(app, parts);
  outageRoutes(app, parts);
  ledgerRoutes(app, parts);
  maintenanceRoutes(app, parts);
  impactRoutes(app, parts);
  thresholdRoutes(app, parts);
  objectiveRoutes(app, parts);
  sloRoutes(app, parts);
  decisionRoutes(app, parts);
  workshopRoutes(app, parts);
  acceptanceRoutes(app, parts);
  criticalityRoutes(app, parts);
  dutyRoutes(app, parts);
  incidentRoutes(app, parts);
  vendorRoutes(app, { ...parts, origin: () => originOf(parts.config.listen, parts.site) });
  switchRoutes(app, {
    ...parts,
    secrets: parts.config.secrets,
    origin: () => originOf(parts.config.listen, parts.site),
  });
  runbookRoutes(app, { ...parts, ...parts.running });
  mapRoutes(app, parts);
  whatIfRoute(app, parts);
  cheapestRoute(app, parts);
  balanceRoutes(app, parts);
  alertRoutes(app, parts);
  thingRoutes(app, parts);
  replayRoutes(app, { ...parts, kinds });
  channelRoutes(app, parts);
  testPageRoutes(app, parts);
  agreementRoutes(app, parts);
  availabilityRoute(app, parts);
  reportRoutes(app, parts);
  statusPostRoutes(app, parts);
  statusRoutes(app, parts);
  const origin = () => originOf(parts.config.listen, parts.site);
  reviewRoutes(app, { ...parts, origin });
  weekRoutes(app, { ...parts, origin });
  const outgoing = () => [...parts.outgoing.counters(), ...parts.mail.counters()];
  const failingChannels = () => channelsFailing(parts.records, parts.catalog.current(), parts.notifications.beats());
  const failingReadings = () => readingsFailing(parts.records, parts.catalog.current());
  const health = healthQueries({ ...parts, clock, refusedRequests, outgoing, failingChannels, failingReadings });
  healthRoutes(app, { ...parts, clock, health, stopping: drain.stopping });
  backupRoutes(app, { ...parts, clock });
  checkRoutes(app, parts);
  eraseRoutes(app, parts);
  metricsRoute(app, { ...parts, clock, health, metrics });
  app.get('/api/openapi.json', { config: { access: { right: 'read' } }, schema: { hide: true } }, () => app.swagger());
  return streamRoutes(app, stillWho);
}
