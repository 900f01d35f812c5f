import { bucketStart, day, type EpochMs, hour, minute, toRfc3339 } from '../../../src/maths/instants.ts';

export const auditPeriods = [
  { id: 'all', name: 'All time', length: null },
  { id: '24h', name: 'The last 24 hours', length: day },
  { id: '7d', name: 'The last 7 days', length: 7 * day },
  { id: '30d', name: 'The last 30 days', length: 30 * day },
  { id: 'custom', name: 'Between two times', length: null },
] as const;
export type AuditPeriod = (typeof auditPeriods)[number]['id'];

/** The nouns of actions, in words; the server takes a noun for all that is done with it. */
export const auditActions: Readonly<Record<string, string>> = {
  session: 'Signing in and out',
  person: 'People',
  administrator: 'The first administrator',
  token: 'Tokens',
  catalog: 'The catalogue',
  decision: 'Decisions',
  workshop: 'Workshops',
  finding: 'Accepted findings',
  change: 'Changes sent',
  channel: 'Tests of channels',
  delivery: 'Messages tried again',
  audit: 'Exports of this log',
  request: 'Refused requests',
};

/** What the address asks of the log. What it does not know is left out, so that an old link still finds something. */
export interface AuditAsked {
  text: string;
  who: string;
  action: string;
  outcome: '' | 'done' | 'refused';
  period: AuditPeriod;
  from: EpochMs | null;
  to: EpochMs | null;
}

export function askedIn(search: URLSearchParams): AuditAsked {
  const outcome = search.get('outcome');
  const instant = (name: string): EpochMs | null => {
    const at = Date.parse(search.get(name) ?? '');
    return Number.isNaN(at) ? null : at;
  };
  return {
    text: search.get('text') ?? '',
    who: search.get('who') ?? '',
    action: search.get('action') ?? '',
    outcome: outcome === 'done' || outcome === 'refused' ? outcome : '',
    period: auditPeriods.find(({ id }) => id === search.get('period'))?.id ?? 'all',
    from: instant('from'),
    to: instant('to'),
  };
}

/** The filters of the route. Named periods begin at a whole hour, so that the same question stays the same for a while. */
export function filtersOf(asked: AuditAsked, now: EpochMs): URLSearchParams {
  const filters = new URLSearchParams();
  for (const name of ['text', 'who', 'action', 'outcome'] as const)
    if (asked[name] !== '') filters.set(name, asked[name]);
  const length = auditPeriods.find(({ id }) => id === asked.period)?.length ?? null;
  if (length !== null) filters.set('from', toRfc3339(bucketStart(now - length, hour)));
  if (asked.period === 'custom' && asked.from !== null && asked.to !== null) {
    filters.set('from', toRfc3339(asked.from));
    filters.set('to', toRfc3339(bucketStart(asked.to, minute)));
  }
  return filters;
}

/** `catalog.apply` in words: `Catalog: apply`. */
export function actionText(action: string): string {
  const [noun = '', ...verb] = action.split('.');
  return verb.length === 0
    ? noun
    : `${noun.charAt(0).toUpperCase()}${noun.slice(1)}: ${verb.join(' ').replaceAll('-', ' ')}`;
}

/** The details of an entry as rows, nested fields by their dotted path. */
export function detailRows(details: Record<string, unknown>, path = ''): { name: string; value: string }[] {
  return Object.entries(details).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
      return [{ name, value: value.join(', ') || 'none' }];
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
      const rows = detailRows(value as Record<string, unknown>, name);
      return rows.length > 0 ? rows : [{ name, value: 'none' }];
    }
    return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });
}
