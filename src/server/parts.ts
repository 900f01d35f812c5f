import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { PeopleQueries } from '../features/access/queries/people.ts';
import type { TokenQueries } from '../features/access/queries/tokens.ts';
import type { SessionLife } from '../features/access/session.ts';
import type { RecordedHours } from '../features/agreements/hour-totals.ts';
import type { FleetQueries } from '../features/agreements/queries/fleet.ts';
import type { HourBook } from '../features/agreements/queries/hours.ts';
import type { ReportQueries } from '../features/agreements/queries/reports.ts';
import type { StatusBook } from '../features/agreements/queries/status-book.ts';
import type { Replays } from '../features/balance/actions/replays.ts';
import type { AlertQueries } from '../features/balance/queries/alerts.ts';
import type { BalanceQueries } from '../features/balance/queries.ts';
import type { CatalogQueries } from '../features/catalog/queries.ts';
import type { CriticalityQueries } from '../features/criticality/queries/criticality.ts';
import type { DecisionQueries } from '../features/criticality/queries/decisions.ts';
import type { ObservedQueries } from '../features/criticality/queries/observed.ts';
import type { WorkshopQueries } from '../features/criticality/queries/workshops.ts';
import type { DutyQueries } from '../features/duty/queries.ts';
import type { ExpectationQueries } from '../features/expectations/queries.ts';
import type { ThresholdQueries } from '../features/impact/queries/thresholds.ts';
import type { ImpactQueries } from '../features/impact/queries.ts';
import type { Notifications } from '../features/notifications/actions/notifications.ts';
import type { SloQueries } from '../features/objectives/queries/slos.ts';
import type { ObjectiveQueries } from '../features/objectives/queries.ts';
import type { OutageQueries } from '../features/outages/queries/outages.ts';
import type { ReviewQueries } from '../features/reviews/queries/reviews.ts';
import type { BodyPool } from '../features/signals/body-pool.ts';
import type { EventsReader } from '../features/signals/events-reader.ts';
import type { MetricsSumming } from '../features/signals/otlp/metrics-summing.ts';
import type { SignalQueries } from '../features/signals/queries.ts';
import type { ReaderFaults } from '../features/signals/reader-faults.ts';
import type { SpansScanning } from '../features/signals/traces/spans-scanning.ts';
import type { IncidentQueries } from '../features/unavailability/queries/incidents.ts';
import type { RunbookQueries } from '../features/unavailability/queries/runbooks.ts';
import type { SwitchQueries } from '../features/unavailability/queries/switches.ts';
import type { VendorQueries } from '../features/unavailability/queries/vendors.ts';
import type { EpochMs } from '../maths/instants.ts';
import type { Measurements } from '../stores/measurements/measurements.ts';
import type { Tables } from '../stores/records/tables.ts';
import type { Config } from './config.ts';
import type { OutgoingClient } from './outgoing/client.ts';
import type { MailClient } from './outgoing/mail.ts';
import type { ReadingState } from './reading/threads.ts';
import type { Runbooks } from './running-runbooks.ts';
import type { Site } from './same-site.ts';

/** Everything a running server is made of; each feature's routes and jobs take the few they need. */
export interface Parts {
  config: Config;
  environment: string;
  log: Logger;
  now: () => EpochMs;
  /** Key of the pseudonyms of users. */
  key: Buffer;
  records: Kysely<Tables>;
  measurements: Measurements;
  /** Reads large bodies of events on threads of their own. */
  readEvents: EventsReader;
  /** Reads large bodies of OTLP metrics there. */
  sumMetrics: MetricsSumming;
  /** And of OTLP spans. */
  scanSpans: SpansScanning;
  /** Counts and tells of readers written for speed that threw; the library read in their place. */
  readerFaults: ReaderFaults;
  /** How the threads that read are doing. */
  reading: () => ReadingState;
  /** Memory for large bodies of events. */
  bodies: BodyPool;
  /** The one way out to other servers. */
  outgoing: OutgoingClient;
  /** The one way out for mail. */
  mail: MailClient;
  tokens: TokenQueries;
  people: PeopleQueries;
  sessionLife: SessionLife;
  site: Site;
  /** Tells others what was written for them (`enqueue`), once it is woken. */
  duty: DutyQueries;
  incidents: IncidentQueries;
  switches: SwitchQueries;
  /** Runs of runbooks as they are on record; what carries them out stands beside. */
  runbooks: RunbookQueries;
  running: Runbooks;
  /** Whom of the vendors we asked, and what they tell of themselves. */
  vendors: VendorQueries;
  notifications: Notifications;
  catalog: CatalogQueries;
  decisions: DecisionQueries;
  workshops: WorkshopQueries;
  signals: SignalQueries;
  outages: OutageQueries;
  expectations: ExpectationQueries;
  impact: ImpactQueries;
  thresholds: ThresholdQueries;
  objectives: ObjectiveQueries;
  /** Objectives (SLOs) with their budgets and burn alerts. */
  slos: SloQueries;
  observed: ObservedQueries;
  criticality: CriticalityQueries;
  balance: BalanceQueries;
  /** The alert catalogue, and what is retired of it. */
  alerts: AlertQueries;
  /** Replays of the past with other rules, in memory. */
  replays: Replays;
  hours: HourBook & RecordedHours;
  /** Availability of everything over any window. */
  fleet: FleetQueries;
  reports: ReportQueries;
  /** Review documents. */
  reviews: ReviewQueries;
  /** The status page as it was made last. */
  status: StatusBook;
}
