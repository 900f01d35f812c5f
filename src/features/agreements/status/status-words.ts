import { polishPlural } from '../formats/words/polish-plural.ts';
import type { ComponentStatus, PostStatus } from '../status-contract.ts';
import type { StatusDay, StatusIncident } from './status-model.ts';

export const languages = ['en', 'pl'] as const;
export type StatusLanguage = (typeof languages)[number];

/** The page's own words; what people wrote stands beside them as they wrote it. */
export interface StatusWords {
  locale: string;
  name: string;
  other: string;
  overall: Record<StatusIncident['impact'], string>;
  component: Record<ComponentStatus, string>;
  post: Record<PostStatus, string>;
  grade: Record<StatusDay['worst'], string>;
  asOf(time: string): string;
  stale(time: string): string;
  now: string;
  maintenance: string;
  planned: string;
  systems: string;
  since(time: string): string;
  daysBefore: string;
  today: string;
  bars(from: string, to: string, sum: string): string;
  quiet: string;
  disturbedDays(count: number, length: string): string;
  workedDays(count: number, length: string): string;
  unmeasuredDays(count: number): string;
  unmeasured: string;
  dayDown(length: string, grade: string): string;
  dayWork(length: string): string;
  past: string;
  noPast: string;
  none: string;
  older: string;
  history: string;
  back: string;
  concerns: string;
  began: string;
  ended: string;
  lasts: string;
  times(zone: string): string;
  follow: string;
  support: string;
  noPage: string;
  noPageWhy: string;
  length(seconds: number): string;
}

const en: StatusWords = {
  locale: 'en-GB',
  name: 'English',
  other: 'Language',
  overall: {
    none: 'All systems operational',
    minor: 'Some systems are slowed down',
    major: 'Some systems are partly down',
    critical: 'Major outage',
    maintenance: 'Maintenance is under way',
  },
  component: {
    operational: 'Operational',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
    under_maintenance: 'Under maintenance',
  },
  post: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    completed: 'Completed',
  },
  grade: { none: 'no disturbance', degraded: 'degraded', partial: 'partial outage', major: 'major outage' },
  asOf: (time) => `As of ${time}`,
  stale: (time) => `This page could not be brought up to date since ${time}. What changed later is not on it.`,
  now: 'Now',
  maintenance: 'Maintenance',
  planned: 'Planned maintenance',
  systems: 'Systems',
  since: (time) => `since ${time}`,
  daysBefore: '90 days ago',
  today: 'today',
  bars: (from, to, sum) => `From ${from} to ${to}: ${sum}.`,
  quiet: 'no disturbance in 90 days',
  disturbedDays: (count, length) => `disturbed on ${count} ${count === 1 ? 'day' : 'days'}, ${length} in all`,
  workedDays: (count, length) => `maintenance on ${count} ${count === 1 ? 'day' : 'days'}, ${length} in all`,
  unmeasuredDays: (count) => `not measured on ${count} ${count === 1 ? 'day' : 'days'}`,
  unmeasured: 'not measured',
  dayDown: (length, grade) => `${length} disturbed, at worst ${grade}`,
  dayWork: (length) => `${length} of maintenance`,
  past: 'Last 14 days',
  noPast: 'No incidents in the last 14 days.',
  none: 'No incidents yet.',
  older: 'All incidents',
  history: 'Incident history',
  back: 'Present state',
  concerns: 'Affects',
  began: 'From',
  ended: 'to',
  lasts: 'still lasts',
  times: (zone) => `Times are those of ${zone}.`,
  follow: 'Follow',
  support: 'Help',
  noPage: 'There is no status page here',
  noPageWhy: 'Whoever runs this server publishes none.',
  length: lengthIn({ hours: 'h', minutes: 'min', seconds: 's' }),
};

const pl: StatusWords = {
  locale: 'pl',
  name: 'Polski',
  other: 'Język',
  overall: {
    none: 'Wszystko działa',
    minor: 'Część usług działa gorzej',
    major: 'Część usług częściowo nie działa',
    critical: 'Poważna awaria',
    maintenance: 'Trwają planowane prace',
  },
  component: {
    operational: 'Działa',
    degraded_performance: 'Działa gorzej',
    partial_outage: 'Częściowo nie działa',
    major_outage: 'Nie działa',
    under_maintenance: 'Trwają prace',
  },
  post: {
    investigating: 'Sprawdzamy',
    identified: 'Znamy przyczynę',
    monitoring: 'Obserwujemy',
    resolved: 'Rozwiązane',
    scheduled: 'Zaplanowane',
    in_progress: 'W toku',
    completed: 'Zakończone',
  },
  grade: { none: 'bez zakłóceń', degraded: 'gorsze działanie', partial: 'częściowa awaria', major: 'poważna awaria' },
  asOf: (time) => `Stan z ${time}`,
  stale: (time) => `Tej strony nie udało się odświeżyć od ${time}. Nie ma na niej tego, co zmieniło się później.`,
  now: 'Teraz',
  maintenance: 'Prace planowane',
  planned: 'Planowane prace',
  systems: 'Usługi',
  since: (time) => `od ${time}`,
  daysBefore: '90 dni temu',
  today: 'dziś',
  bars: (from, to, sum) => `Od ${from} do ${to}: ${sum}.`,
  quiet: 'bez zakłóceń przez 90 dni',
  disturbedDays: (count, length) => `zakłócenia w ${count} ${days(count)}, łącznie ${length}`,
  workedDays: (count, length) => `planowane prace w ${count} ${days(count)}, łącznie ${length}`,
  unmeasuredDays: (count) => `bez pomiaru: ${count} ${polishPlural(count, 'dzień', 'dni', 'dni')}`,
  unmeasured: 'bez pomiaru',
  dayDown: (length, grade) => `zakłócenia przez ${length}, najgorzej: ${grade}`,
  dayWork: (length) => `planowane prace przez ${length}`,
  past: 'Ostatnie 14 dni',
  noPast: 'Bez zdarzeń w ostatnich 14 dniach.',
  none: 'Nie było jeszcze żadnych zdarzeń.',
  older: 'Wszystkie zdarzenia',
  history: 'Historia zdarzeń',
  back: 'Obecny stan',
  concerns: 'Dotyczy',
  began: 'Od',
  ended: 'do',
  lasts: 'trwa',
  times: (zone) => `Godziny według czasu ${zone}.`,
  follow: 'Śledź',
  support: 'Pomoc',
  noPage: 'Nie ma tu strony stanu usług',
  noPageWhy: 'Kto prowadzi ten serwer, nie publikuje jej.',
  length: lengthIn({ hours: 'godz.', minutes: 'min', seconds: 's' }),
};

export const statusWords: Readonly<Record<StatusLanguage, StatusWords>> = { en, pl };

const days = (count: number): string => (count === 1 ? 'dniu' : 'dniach');

/** `2 h 5 min`; seconds only below a minute. */
function lengthIn(unit: { hours: string; minutes: string; seconds: string }): (seconds: number) => string {
  return (seconds) => {
    if (seconds < 60) return `${seconds}\u00a0${unit.seconds}`;
    const all = Math.round(seconds / 60);
    const [hours, minutes] = [Math.floor(all / 60), all % 60];
    const parts = [
      hours > 0 ? `${hours}\u00a0${unit.hours}` : '',
      minutes > 0 ? `${minutes}\u00a0${unit.minutes}` : '',
    ];
    return parts.filter((part) => part !== '').join('\u00a0');
  };
}
