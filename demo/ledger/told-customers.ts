import type { ToldOutage } from './past-outages.ts';

/** What customers of the shop are told of an outage, as the API takes it. */
export interface ToldCustomers {
  /** By what the outage is found. */
  subject: string;
  from: string;
  post: {
    status: string;
    title: { en: string; pl: string };
    body: { en: string; pl: string };
  };
}

/** Of the last failed payments that somebody looked into, that they work again; and that work of the vendor is to come. */
export function toldCustomers(recorded: readonly ToldOutage[], until: number): ToldCustomers[] {
  const past = recorded.findLast(
    ({ subject, kind, to }) => subject.name === 'payment' && kind === 'unplanned' && Date.parse(to) < until,
  );
  const coming = recorded.find(({ kind, from }) => kind === 'planned' && Date.parse(from) > until);
  return [...(past === undefined ? [] : [resolved(past)]), ...(coming === undefined ? [] : [scheduled(coming)])];
}

const placeOf = ({ subject, from }: ToldOutage) => ({ subject: `${subject.kind}:${subject.name}`, from });

const resolved = (outage: ToldOutage): ToldCustomers => ({
  ...placeOf(outage),
  post: {
    status: 'resolved',
    title: { en: 'Payments failed', pl: 'Płatności nie przechodziły' },
    body: {
      en: 'For a while **payments failed** or took long. They work again.\n\n- Nothing was charged twice.\n- Orders that stopped half-way can be paid again.',
      pl: 'Przez pewien czas **płatności nie przechodziły** albo trwały długo. Już działają.\n\n- Nikt nie zapłacił dwa razy.\n- Przerwane zamówienia można opłacić ponownie.',
    },
  },
});

const scheduled = (outage: ToldOutage): ToldCustomers => ({
  ...placeOf(outage),
  post: {
    status: 'scheduled',
    title: { en: 'Our payment partner moves by night', pl: 'Nocne prace naszego partnera płatności' },
    body: {
      en: 'For up to an hour paying may take longer or fail. Whoever pays before or after notices nothing.',
      pl: 'Przez godzinę płatności mogą trwać dłużej lub nie przechodzić. Kto zapłaci wcześniej lub później, nic nie zauważy.',
    },
  },
});
