import { ProductError } from '../../../errors.ts';
import { type EpochMs, second } from '../../../maths/instants.ts';
import { type ChannelSpec, channelsOf, type SpecOf } from '../channel.ts';
import { alertOf, alertsRequest, resendEveryMs, watchdogAlert } from '../channels/alertmanager.ts';
import { readStatus } from '../channels/read-status.ts';
import { openMessages } from '../queries/waiting.ts';
import type { DeliveryDeps } from './deliver.ts';
import { checkOrigin, post, secretNamed } from './send.ts';

export interface BeatDeps extends DeliveryDeps {
  /** Called after each completed tick; null where the configuration names none. */
  heartbeat: { url: string | null; secret: string | null; everySeconds: number } | null;
  /** Where people reach Waga. */
  origin(): string;
}

/** How the calls that prove Waga alive went; times are null before the first. */
export interface BeatState {
  /** The configured address, then each Alertmanager by the name of its channel. */
  to: string;
  calledAt: EpochMs | null;
  failingSince: EpochMs | null;
  reason: string | null;
}

export interface Beat {
  /** To be called after a tick in which every job ran; returns at once. */
  tick(now: EpochMs): void;
  states(): BeatState[];
  settled(): Promise<void>;
  stop(): Promise<void>;
}

const heartbeatName = 'heartbeat';

/**
 * Proves to others that Waga evaluates: calls the address of the operator's choice and keeps the alerts of each Alertmanager
 * alive, one that always fires among them. Whoever waits for these notices when Waga is gone, which it cannot tell itself.
 */
export function createBeat(deps: BeatDeps): Beat {
  const startedAt = deps.now();
  const states = new Map<string, BeatState>();
  const lastAt = new Map<string, EpochMs>();
  const underWay = new Map<string, Promise<void>>();
  const stopping = new AbortController();

  function call(to: string, now: EpochMs, everyMs: number, work: () => Promise<void>): void {
    // a tick is a little early or late against the step
    if (underWay.has(to) || now - (lastAt.get(to) ?? 0) < everyMs - second || stopping.signal.aborted) return;
    lastAt.set(to, now);
    const known = states.get(to);
    const done = work()
      .then(() => void states.set(to, { to, calledAt: deps.now(), failingSince: null, reason: null }))
      .catch((error: unknown) => {
        if (stopping.signal.aborted) return;
        const reason = error instanceof ProductError ? error.message : 'A fault in Waga itself; the log has it.';
        const failingSince = known?.failingSince ?? deps.now();
        states.set(to, { to, calledAt: known?.calledAt ?? null, failingSince, reason });
        deps.log.warn({ to, err: error instanceof ProductError ? undefined : error }, reason);
      })
      .finally(() => underWay.delete(to));
    underWay.set(to, done);
  }

  async function callHeartbeat({ url, secret }: NonNullable<BeatDeps['heartbeat']>): Promise<void> {
    const address = url ?? secretNamed(deps, secret ?? '').reveal();
    if (secret !== null) checkOrigin(deps, secret, { by: 'http', url: address, headers: {}, body: '', secrets: [] });
    const answer = await deps.outgoing.request({ purpose: 'heartbeat', url: address, signal: stopping.signal });
    if (answer.status >= 300) throw failed(`The heartbeat address answered ${answer.status}.`);
  }

  async function keepAlive(channel: string, spec: SpecOf<'alertmanager'>): Promise<void> {
    const now = deps.now();
    const open = await openMessages(deps.records, channel);
    const alerts = open.map((message) => alertOf(spec, message, now));
    if (spec.watchdog) alerts.push(watchdogAlert(spec, deps.origin(), startedAt, now));
    if (alerts.length === 0) return;
    const request = alertsRequest(spec, alerts, (name) => secretNamed(deps, name).reveal());
    for (const name of request.secrets) checkOrigin(deps, name, request);
    const outcome = readStatus(await post(deps.outgoing, request, stopping.signal), now);
    if (outcome.state !== 'sent') throw failed(outcome.reason);
  }

  const settled = async (): Promise<void> => {
    while (underWay.size > 0) await Promise.all(underWay.values());
  };
  return {
    tick(now) {
      const { heartbeat } = deps;
      if (heartbeat !== null) {
        call(heartbeatName, now, heartbeat.everySeconds * second, () => callHeartbeat(heartbeat));
      }
      for (const { metadata, spec } of channelsOf(deps.catalog())) {
        if (isAlertmanager(spec)) call(metadata.name, now, resendEveryMs, () => keepAlive(metadata.name, spec));
      }
    },
    states: () => [...states.values()],
    settled,
    async stop() {
      stopping.abort();
      await settled();
    },
  };
}

const isAlertmanager = (spec: ChannelSpec): spec is SpecOf<'alertmanager'> => spec.type === 'alertmanager';
const failed = (message: string): ProductError => new ProductError('outbound_failed', message, { kind: 'answer' });
