import { type EpochMs, minute, toRfc3339 } from '../../maths/instants.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { displayName, processNamed } from '../catalog/catalog.ts';
import type { ProcessImpact } from '../impact/contract.ts';
import type { Message, MessageLine } from '../notifications/message.ts';
import type { Outage } from '../outages/outage.ts';
import { runbooksOf, type Suspect, suspectsOf, vendorsBehind } from './behind.ts';
import { componentName } from './component-name.ts';
import { shareWords } from './facts-of.ts';
import type { Incident, Technical } from './incident.ts';
import { knownResponse } from './ledger-moved.ts';
import type { Content } from './news.ts';
import type { Saying } from './respond.ts';
import type { Response } from './response.ts';
import { vendorWords } from './vendor-card.ts';
import { type ToldMatch, toldId } from './vendors/match-told.ts';
import { saysWords } from './vendors/told-fault.ts';
import { verdictOf } from './verdict.ts';

/** What a message about an incident is made of. */
export interface Told {
  incident: Incident;
  response: Response;
  catalog: Catalog;
  impact: ProcessImpact | undefined;
  /** Of a loss by thresholds that are tried out: what those that hold say of the process. */
  holding?: ProcessImpact | undefined;
  /** What its technical parts are about. */
  parts: readonly Technical[];
  /** Past ones of the process, most alike first, in a few words each. */
  similar: readonly string[];
  /** Past outages of the process. */
  ledger: readonly Outage[];
  /** Whether something of the process is switched off. */
  isOff?: boolean;
  /** What vendors tell of it by themselves; left out, nothing. */
  says?: readonly ToldMatch[];
  /** Where Waga is reached, without a slash at the end. */
  origin: string;
}

/** A state that Waga set so lately is not told yet: many a drop that costs less is over a minute later. */
const settledMinutes = 5;

/** What a message would say that may be worth telling anew. */
export function contentOf(
  { incident, impact, says = [] }: Pick<Told, 'incident' | 'impact' | 'says'>,
  now: EpochMs,
): Content {
  const { class: reached, root } = incident;
  const { at, by, from, to } = incident.transitions.at(-1)!;
  const state = by === null && from !== null && now - at < settledMinutes * minute ? from : to;
  const last = says.at(-1);
  const told = last === undefined ? {} : { told: toldId(last.told) };
  return { class: reached, state, root: root?.component ?? null, share: impact?.impactShare?.value ?? null, ...told };
}

/** What it leads to, as far as messages tell: the probable root, and what alarms beneath. */
function behind({ incident, parts }: Told): Suspect[] {
  return suspectsOf(
    incident,
    parts.map(({ component }) => component),
  );
}

/** The message that a saying becomes; `response` is the one after it, whose sequence the message bears. */
export function messageOf(told: Told, saying: Saying, now: EpochMs): Message {
  const { incident, response, origin } = told;
  const [runbook] = runbooksOf(told.catalog, incident, behind(told));
  return {
    key: incident.id,
    sequence: response.sequence,
    kind: saying.kind,
    severity: severityOf(told),
    title: titleOf(told, saying),
    lines: linesOf(told, saying, now),
    link: `${origin}/incidents/${encodeURIComponent(incident.id)}`,
    ...(runbook === undefined ? {} : { runbook: runbook.url }),
    dedup: incident.id,
    startedAt: toRfc3339(incident.onset),
    at: toRfc3339(now),
    ...(response.acknowledged ? { acknowledgedBy: response.acknowledged.by } : {}),
    ...(isShadow(told) ? { shadow: true as const } : {}),
  };
}

const isShadow = ({ incident }: Told): boolean => incident.shadow !== undefined;

function severityOf(told: Told): Message['severity'] {
  const { route } = told.response;
  if (isShadow(told)) return 'info';
  if (route?.way === 'ticket') return 'warning';
  return route?.name === 'P1' || route?.name === 'blind' ? 'critical' : 'error';
}

const nameOf = ({ catalog, incident }: Told): string => {
  if (incident.technical) return componentName(catalog, incident.technical.component);
  const process = processNamed(catalog, incident.process);
  return process ? displayName(process) : incident.process;
};

function titleOf(told: Told, saying: Saying): string {
  const title = plainTitle(told, saying);
  if (!isShadow(told)) return title;
  const would = told.response.route?.way === 'page' ? 'would have paged' : 'would have been a ticket';
  return `In shadow: ${title}${saying.kind === 'closing' ? '' : `, ${would}`}`;
}

function plainTitle(told: Told, { kind }: Saying): string {
  const { incident, response, impact } = told;
  const name = nameOf(told);
  if (incident.kind === 'blind') return kind === 'closing' ? `${name} is seen again` : `${name} cannot be seen`;
  if (incident.technical) {
    const { technical } = incident;
    const isExternal = technical.alarms.every(({ external }) => external !== undefined);
    if (kind === 'closing') return `${name}: ${isExternal ? 'no alert fires any more' : 'objectives are met again'}`;
    return isExternal ? `${name}: ${alarmWords(technical)} fires` : `${name} misses ${alarmWords(technical)}`;
  }
  const word = response.route?.name ?? incident.class ?? 'Drop';
  if (kind === 'closing') {
    return incident.state === 'dismissed' ? `${word} ${name}: it was none` : `${word} ${name}: as expected again`;
  }
  const share = impact?.impactShare;
  const missing = share ? `${Math.round(100 * share.value)} % of the business result is missing` : 'business is down';
  return `${word} ${name}: ${missing}`;
}

function linesOf(told: Told, saying: Saying, now: EpochMs): MessageLine[] {
  const { incident, response, impact, similar } = told;
  const lines: MessageLine[] = [];
  const add = (label: string, text: string | null | undefined, money = false): void => {
    if (text) lines.push({ label, text, ...(money ? { money: true as const } : {}) });
  };
  if (incident.technical) add('Component', nameOf(told));
  else add('Process', `${nameOf(told)}, ${incident.level ?? 'without a level'}`);
  if (isShadow(told)) {
    add('In shadow', shadowWords(told, saying));
    if (told.holding) add('By the thresholds that hold', told.holding.class ?? 'nobody is called for it');
  }
  if (!isShadow(told)) add('Called', saying.person);
  add('Since', `${toRfc3339(incident.onset)}, ${Math.max(0, Math.round((now - incident.onset) / minute))} minutes ago`);
  if (saying.kind === 'closing') add('Ended', incident.endedAt === null ? null : toRfc3339(incident.endedAt));
  if (impact?.impactShare && saying.kind !== 'closing') {
    add('Impact', `${shareWords(impact.impactShare)}, in ${impact.window.minutes} minutes`);
    const expected = impact.expected;
    if (expected) {
      const range = `${Math.round(expected.low)}–${Math.round(expected.high)}`;
      add('Actual', `${impact.actual} of ${Math.round(expected.value)} (${range}) expected`);
    }
    add('Loss per hour', moneyWords(impact.lossPerHour), true);
  }
  if (incident.kind === 'loss' && saying.kind !== 'closing') {
    const known = knownResponse(processNamed(told.catalog, incident.process)?.spec.response, told.ledger, now);
    add(told.isOff ? 'Switched off' : 'Proposed', verdictOf(impact, known.response, known.said, told.isOff)?.why);
  }
  add('Cost so far', moneyWords(impact?.drop?.money ?? null), true);
  add('Who is missing', incident.side && sideWords[incident.side]);
  const alarms = [incident.technical, ...told.parts].filter((one) => one !== undefined).map(alarmWords);
  add(incident.technical ? 'Alarms' : 'Alarms beneath', alarms.filter((words) => words !== '').join('; '));
  add('Probable component', incident.root ? `${incident.root.component}: ${incident.root.why}` : null);
  if (saying.kind !== 'closing') {
    for (const one of vendorsBehind(told.catalog, behind(told)).slice(0, mostVendors)) add('Vendor', vendorWords(one));
    for (const one of (told.says ?? []).slice(-mostVendors)) add('Vendor says', saysWords(one));
  }
  add(isShadow(told) ? 'Why it would' : 'Why you', response.route?.why);
  add('Like it before', similar.join('; '));
  add('Last', incident.transitions.at(-1)?.reason);
  return lines;
}

/** What would have been done, had what is tried out counted; of what is over nothing more. */
function shadowWords({ response }: Told, { kind, person }: Saying): string | null {
  if (kind === 'closing') return null;
  if (response.route?.way !== 'page')
    return 'It would have been a ticket for the next workday. Nobody was told but this channel.';
  const whom = person ?? 'whoever is on call, and nobody is';
  return `It would have paged ${whom}. Nobody was called.`;
}

const sideWords = {
  demand: 'Fewer begin than usual; as many of them arrive.',
  supply: 'As many begin as usual; fewer of them arrive.',
};

/** The measures that miss their objectives now, and the alerts of other tools that fire, at most six. */
function alarmWords({ alarms }: Technical): string {
  const lasting = [...new Set(alarms.filter(({ endedAt }) => endedAt === null).map(({ measure }) => measure))];
  const more = lasting.length > mostAlarms ? ` and ${lasting.length - mostAlarms} more` : '';
  return lasting.slice(0, mostAlarms).join(', ') + more;
}

const mostAlarms = 6;
const mostVendors = 2;

function moneyWords(estimate: ProcessImpact['lossPerHour']): string | null {
  if (!estimate?.text) return null;
  const currency = estimate.unit.slice(0, 3);
  return `${estimate.text.value} ${currency} (${estimate.text.low}–${estimate.text.high})`;
}
