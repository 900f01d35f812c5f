import type { Switches } from './switches.ts';

/** A vendor notices its own trouble, and writes of it, only after a while. */
const noticedAfterMs = 90_000;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

interface Told {
  id: string;
  name: string;
  from: number;
  to: number | null;
}

export interface VendorPage {
  /** The answer to a path below the vendor's page, as Statuspage v2 or iCalendar; null: nothing is there. */
  answer(path: string, now: number): { type: string; body: string } | null;
}

const titles = { 'vendor-down': 'Card authorisations fail', 'vendor-slow': 'Card authorisations are slow' } as const;
const component = { id: 'cards', name: 'Card authorisations', status: 'operational' };
const page = { id: 'payfast', name: 'PayFast', url: 'https://status.payfast.example', time_zone: 'Etc/UTC' };

/** What PayFast tells of itself: its trouble of this run, and the certificates that it renews before dawn on Sundays. */
export function vendorPage(switches: Switches): VendorPage {
  const told: Told[] = [];

  function look(now: number): void {
    for (const { name, on, since } of switches.list()) {
      if (name !== 'vendor-down' && name !== 'vendor-slow') continue;
      const open = told.find((one) => one.to === null && one.name === titles[name]);
      const from = since === null ? null : Date.parse(since);
      if (open && !on) open.to = now;
      else if (!open && from !== null && now - from >= noticedAfterMs) {
        told.push({ id: `${name}-${from}`, name: titles[name], from, to: null });
      }
    }
  }

  const incident = ({ id, name, from, to }: Told) => ({
    ...{ id, name, impact: 'major', status: to === null ? 'investigating' : 'resolved' },
    ...{
      created_at: text(from + noticedAfterMs),
      started_at: text(from),
      updated_at: text(to ?? from + noticedAfterMs),
    },
    ...{
      resolved_at: to === null ? null : text(to),
      shortlink: `https://status.payfast.example/${id}`,
      page_id: page.id,
    },
    components: [component],
    incident_updates: [
      ...(to === null ? [] : [update(id, 'resolved', 'Cards work as usual.', to)]),
      update(id, 'investigating', 'We look into it.', from + noticedAfterMs),
    ],
  });

  return {
    answer(path, now) {
      look(now);
      const open = told.filter(({ to }) => to === null);
      const status =
        open.length > 0
          ? { indicator: 'major', description: 'Partial outage' }
          : { indicator: 'none', description: 'All systems operational' };
      const head = { page: { ...page, updated_at: text(now) } };
      const components = [{ ...component, status: open.length > 0 ? 'major_outage' : 'operational' }];
      const json = (body: object) => ({ type: 'application/json', body: `${JSON.stringify({ ...head, ...body })}\n` });
      switch (path) {
        case '/api/v2/status.json':
          return json({ status });
        case '/api/v2/components.json':
          return json({ components });
        case '/api/v2/incidents.json':
          return json({ incidents: told.toReversed().map(incident) });
        case '/api/v2/scheduled-maintenances.json':
          return json({ scheduled_maintenances: [] });
        case '/api/v2/summary.json':
          return json({ status, components, incidents: open.map(incident), scheduled_maintenances: [] });
        case '/maintenance.ics':
          return { type: 'text/calendar; charset=utf-8', body: calendar(now) };
        default:
          return null;
      }
    },
  };
}

const text = (at: number): string => new Date(at).toISOString();

function update(id: string, status: string, body: string, at: number) {
  return { id: `${id}-${status}`, status, body, created_at: text(at), updated_at: text(at), display_at: text(at) };
}

/** One larger piece of work, four days from today at one in the night. */
function calendar(now: number): string {
  const stamp = (at: number) => `${text(at).slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
  const from = Math.floor(now / dayMs) * dayMs + 4 * dayMs + hourMs;
  const lines = [
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//PayFast//Maintenance//EN', 'BEGIN:VEVENT'],
    ...[`UID:move-${stamp(from)}@payfast.example`, `DTSTAMP:${stamp(from - 5 * dayMs)}`],
    ...[`DTSTART:${stamp(from)}`, `DTEND:${stamp(from + hourMs)}`],
    ...['SUMMARY:Card authorisations move to another data centre', 'END:VEVENT', 'END:VCALENDAR'],
  ];
  return `${lines.join('\r\n')}\r\n`;
}
