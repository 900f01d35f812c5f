import { hourJob } from '../features/agreements/jobs/hours.ts';
import { reportJobs } from '../features/agreements/jobs/reports.ts';
import { statusJob } from '../features/agreements/jobs/status.ts';
import { balanceJobs } from '../features/balance/jobs.ts';
import { criticalityJobs } from '../features/criticality/jobs/criticality.ts';
import { decisionJobs } from '../features/criticality/jobs/decisions.ts';
import { observeJob } from '../features/criticality/jobs/observe.ts';
import { calendarJob } from '../features/duty/jobs/read-calendars.ts';
import { expectationJobs } from '../features/expectations/jobs.ts';
import { thresholdJob } from '../features/impact/jobs/thresholds.ts';
import { impactJobs } from '../features/impact/jobs.ts';
import { forgetDeliveriesJob } from '../features/notifications/jobs/forget-deliveries.ts';
import { alarmHistoryJob } from '../features/objectives/jobs/alarm-history.ts';
import { sloJob } from '../features/objectives/jobs/slos.ts';
import { objectiveJobs } from '../features/objectives/jobs.ts';
import { lockJob } from '../features/outages/jobs/lock-outages.ts';
import { planJob } from '../features/outages/jobs/plan-maintenance.ts';
import { readVendorsJob } from '../features/outages/jobs/read-vendors.ts';
import { weeklyReviewsJob } from '../features/reviews/jobs/weekly-reviews.ts';
import { traceJobs } from '../features/signals/jobs/end-waits.ts';
import { changeJobs } from '../features/signals/jobs/forget-changes.ts';
import { pullJob } from '../features/signals/jobs/pull-sources.ts';
import { settleJob } from '../features/signals/jobs/settle-days.ts';
import { alertJobs } from '../features/signals/jobs/silent-alerts.ts';
import { signalJobs } from '../features/signals/jobs.ts';
import { draftJob } from '../features/unavailability/jobs/draft-outages.ts';
import { lossJob } from '../features/unavailability/jobs/outage-losses.ts';
import { runJob } from '../features/unavailability/jobs/runs.ts';
import { switchJob } from '../features/unavailability/jobs/switches.ts';
import { vendorCallJob } from '../features/unavailability/jobs/vendor-calls.ts';
import { incidentJobs } from '../features/unavailability/jobs.ts';
import type { Job } from './clock.ts';
import { originOf } from './notifying.ts';
import type { Parts } from './parts.ts';

/** Every feature's jobs in the order of flow.json. */
export function jobsInFlowOrder(parts: Parts): Job[] {
  const deps = { ...parts, catalog: parts.catalog.current };
  const origin = () => originOf(parts.config.listen, parts.site);
  return [
    ...signalJobs(deps),
    settleJob(deps),
    pullJob(deps),
    ...traceJobs(deps),
    ...changeJobs(deps),
    ...alertJobs(deps),
    readVendorsJob({ ...deps, reload: parts.catalog.reload }),
    lockJob(deps),
    planJob(deps),
    ...expectationJobs(deps),
    ...impactJobs(deps),
    thresholdJob(deps),
    ...objectiveJobs(deps),
    alarmHistoryJob(deps),
    sloJob(deps),
    ...decisionJobs(parts),
    observeJob(deps),
    ...criticalityJobs(deps),
    calendarJob(deps),
    forgetDeliveriesJob(deps),
    ...incidentJobs({ ...deps, origin }),
    switchJob({ ...deps, origin, secrets: parts.config.secrets }),
    vendorCallJob({ ...deps, origin }),
    runJob({ ...deps, runner: parts.running.runner }),
    draftJob(deps),
    lossJob(deps),
    ...balanceJobs(deps),
    hourJob(deps),
    ...reportJobs({ ...deps, origin, agreements: parts }),
    statusJob(deps),
    weeklyReviewsJob({ ...parts, origin }),
  ];
}
