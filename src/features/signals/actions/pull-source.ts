import { ProductError } from '../../../errors.ts';
import { type EpochMs, minute } from '../../../maths/instants.ts';
import type { Outgoing } from '../../access/outgoing.ts';
import { parseDuration } from '../../catalog/duration.ts';
import { digest } from '../pseudonym.ts';
import type { Pulled } from '../pull/pull-batch.ts';
import type { PullQuery } from '../pull/pull-spec.ts';
import { longestChunkMs, nextWindow, type PullWindow, positionFrom } from '../pull/pull-window.ts';
import { samplesIn } from '../pull/samples-answer.ts';
import type { WrittenSeries } from '../remote-write/write-request.ts';
import type { Source, SourceSpec } from '../source.ts';
import type { Intake } from './intake.ts';
import { takePull } from './take-pull.ts';

/** A secret of the configuration and the origin it may be sent to. */
export interface OutgoingSecret {
  origin: string;
  reveal(): string;
}

export interface PullDeps extends Pick<Intake, 'measurements' | 'memory' | 'now' | 'retentionMs'> {
  outgoing: Outgoing;
  secrets: Readonly<Record<string, OutgoingSecret>>;
}

export interface PullOrder {
  source: Source;
  spec: SourceSpec;
  signal: AbortSignal;
}

/** At one go; the rest of a long catch-up waits for the next turn, so that other sources get theirs. */
const windowsPerTurn = 48;

/**
 * Reads a source up to the last minute that is over, in windows that are each stored whole. Resolves when there
 * will be more to read; throws ProductError `outbound_refused` or `outbound_failed` where it could not, with what was read before kept.
 */
export async function pullSource(deps: PullDeps, { source, spec, signal }: PullOrder): Promise<EpochMs> {
  const { url = '', queries = [] } = spec;
  const key = `pull/${source.name}`;
  const kept = await deps.measurements.ask({ ask: 'states', prefix: key });
  let position = positionFrom(kept.find((state) => state.key === key)?.value);
  const asked = digest(JSON.stringify([url, queries]));
  const delayMs = parseDuration(spec.delay ?? '30s') ?? 30_000;
  let mostMs = longestChunkMs;
  for (let turn = 0; turn < windowsPerTurn; turn++) {
    const window = nextWindow(position, asked, deps.now(), { delayMs, mostMs });
    if (window === null || signal.aborted) break;
    try {
      const pulled: Pulled[] = [];
      for (const query of queries) {
        pulled.push({ query, series: await samplesOf(deps, { url, auth: spec.auth, query, window, signal }) });
      }
      position = await takePull(deps, { source, window, position, asked, pulled });
    } catch (error) {
      if (!isTooLarge(error) || window.to - window.from <= minute) throw error;
      mostMs = (window.to - window.from) / 2;
    }
  }
  return (position?.until ?? deps.now()) + minute + delayMs;
}

const isTooLarge = (error: unknown): boolean =>
  error instanceof ProductError && error.code === 'outbound_failed' && error.details.kind === 'size';

interface Question {
  url: string;
  auth: SourceSpec['auth'];
  query: PullQuery;
  window: PullWindow;
  signal: AbortSignal;
}

async function samplesOf(deps: PullDeps, { url, auth, query, window, signal }: Question): Promise<WrittenSeries[]> {
  const { from, to } = window;
  const seconds = (to - from) / 1_000;
  const answer = await deps.outgoing.request({
    purpose: 'prometheus',
    method: 'POST',
    url: `${url.replace(/\/+$/, '')}/api/v1/query`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...authorization(deps.secrets, auth, new URL(url).origin),
    },
    body: new URLSearchParams({ query: `${query.query.trim()}[${seconds}s]`, time: String(to / 1_000) }).toString(),
    signal,
  });
  const { origin } = new URL(url);
  if (answer.status !== 200) throw unread(`${origin} answered with status ${answer.status} to ${query.query}`);
  const series = samplesIn(answer.body.toString('utf8'), window);
  if (series === null) throw unread(`${origin} answered with something else than samples to ${query.query}`);
  return series;
}

const unread = (message: string): ProductError =>
  new ProductError('outbound_failed', `${message}.`, { kind: 'answer' });

/** The secret goes to the origin that the configuration names for it, whatever the catalogue says. */
function authorization(
  secrets: PullDeps['secrets'],
  auth: SourceSpec['auth'],
  origin: string,
): Readonly<Record<string, string>> {
  if (auth === undefined) return {};
  const name = 'bearerFrom' in auth ? auth.bearerFrom : auth.basicFrom;
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret === undefined || secret.origin !== origin) {
    const message = `The configuration of the server has no secret \`${name}\` for ${origin}.`;
    throw new ProductError('outbound_refused', message, { reason: 'secret' });
  }
  const value = secret.reveal();
  if ('bearerFrom' in auth) return { authorization: `Bearer ${value}` };
  return { authorization: `Basic ${Buffer.from(value, 'utf8').toString('base64')}` };
}
