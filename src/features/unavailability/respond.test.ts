import { describe, expect, it } from 'vitest';
import { minute, toRfc3339 } from '../../maths/instants.ts';
import { zoneOf } from '../../maths/zoned-time.ts';
import { RotationSpec } from '../duty/rotation.ts';
import { isIn, nextIn } from '../duty/wall-clock.ts';
import { type Incident, moved } from './incident.ts';
import type { Content } from './news.ts';
import { type Answering, respond } from './respond.ts';
import { noResponse, type Response } from './response.ts';

const spec = RotationSpec.parse({
  timeZone: 'Europe/Warsaw',
  covers: { processes: ['payment'] },
  layers: [{ name: 'week', people: ['user:anna'], since: '2026-01-05T09:00', turn: '1w' }],
  escalation: [
    { afterMinutes: 0, to: { onCall: true } },
    { afterMinutes: 10, to: { person: 'user:lead' } },
  ],
  repeats: 0,
  channels: ['slack'],
});
const zone = zoneOf(spec.timeZone);
const answering: Answering = {
  rotation: 'pay',
  spec,
  hours: {
    isIn: (at) => isIn(spec.workingHours, zone, at),
    next: (at) => nextIn(spec.workingHours, zone, at, () => false),
  },
  personOf: (target) => ('person' in target ? target.person : 'user:anna'),
};
const sundayNight = Date.parse('2026-11-22T02:00:00Z');
const at = (minutes: number): number => sundayNight + minutes * minute;

const incident = (level: Incident['level'], reached: Incident['class'] = 'P2'): Incident => {
  const suspected: Incident = {
    ...{ id: 'inc-1', kind: 'loss', process: 'payment', level, days: ['weekend'], state: 'suspected', class: reached },
    ...{ side: null, onset: at(-5), detectedAt: at(0), endedAt: null, drops: ['d'], root: null, partOf: null },
    transitions: [{ at: at(0), from: null, to: 'suspected', reason: 'found', by: null }],
  };
  return moved(suspected, 'open', at(0), 'proven');
};

const none: Content = { class: 'P2', state: 'open', root: null, share: 0.25 };

/** What is said over a time, a line a saying; each minute is judged twice, as after a restart. */
function said(
  timeline: [minutes: number, incident: Incident, percent: number, change?: (response: Response) => Response][],
  who: Answering | null = answering,
): string[] {
  let response = noResponse;
  const lines: string[] = [];
  for (const [minutes, one, percent, change] of timeline) {
    const content = { ...none, class: one.class, state: one.state, share: percent / 100 };
    if (change) response = change(response);
    for (const _ of [1, 2]) {
      const after = respond(one, JSON.parse(JSON.stringify(response)), who, content, at(minutes));
      response = after.response;
      if (after.saying) {
        const { kind, person, channels } = after.saying;
        lines.push([minutes, kind, person ?? '-', channels.join('+'), response.sequence].join(' '));
      }
    }
  }
  return lines;
}

describe('what is done about an incident', () => {
  it('calls at once for a critical process, the next one while nobody acknowledges, then tells changes and the end', () => {
    const open = incident('critical');
    const over = { ...moved(open, 'recovered', at(40), 'as expected'), endedAt: at(38) };
    expect(
      said([
        [0, open, 25],
        [5, open, 45],
        [10, open, 30],
        [11, open, 50],
        [30, open, 31],
        [31, open, 45],
        [32, open, 99],
        [40, over, 0],
        [41, over, 0],
      ]),
    ).toEqual(['0 page user:anna slack 1', '10 page user:lead slack 2', '31 update - slack 3', '40 closing - slack 4']);
  });

  it('calls nobody once somebody has it, nor while it is muted', () => {
    const open = incident('critical');
    const acknowledged = (response: Response): Response => ({ ...response, acknowledged: { by: 'Anna', at: at(4) } });
    expect(
      said([
        [0, open, 25],
        [4, open, 25, acknowledged],
        [12, open, 25],
      ]),
    ).toEqual(['0 page user:anna slack 1', '4 update - slack 2']);
    const muted = (response: Response): Response => ({
      ...response,
      muted: { until: at(30), reason: 'the vendor works on it', by: 'Anna' },
    });
    expect(
      said([
        [0, open, 25],
        [12, open, 60, muted],
        [31, open, 60],
      ]).map((line) => line.split(' ')[0]),
    ).toEqual(['0', '31']);
  });

  it('makes a ticket for Monday of the same on a standard process, also where it is over by then', () => {
    const open = incident('standard');
    const over = moved(open, 'recovered', at(60), 'as expected');
    const monday = (Date.parse('2026-11-23T08:00:00Z') - sundayNight) / minute;
    expect(
      said([
        [0, open, 25],
        [60, over, 25],
        [monday - 1, over, 25],
        [monday, over, 25],
        [monday + 9, over, 25],
      ]),
    ).toEqual([`${monday} ticket - slack 1`]);
  });

  it('calls again for what comes back after it was told to be over, whoever had it', () => {
    const open = incident('critical');
    const over = { ...moved(open, 'recovered', at(20), 'as expected'), endedAt: at(18) };
    const back = { ...moved(over, 'open', at(35), 'It came back.'), endedAt: null };
    const acknowledged = (response: Response): Response => ({ ...response, acknowledged: { by: 'Anna', at: at(4) } });
    expect(
      said([
        [0, open, 25],
        [20, over, 0, acknowledged],
        [35, back, 25],
      ]),
    ).toEqual(['0 page user:anna slack 1', '20 closing - slack 2', '35 page user:anna slack 3']);
  });

  it('makes a ticket of what was to be told later and is over by then', () => {
    const total = incident('standard', 'P1');
    const over = moved(total, 'recovered', at(60), 'as expected');
    const monday = (Date.parse('2026-11-23T08:00:00Z') - sundayNight) / minute;
    expect(
      said([
        [0, total, 60],
        [60, over, 0],
        [monday, over, 0],
        [monday + 1, over, 0],
      ]),
    ).toEqual([`${monday} ticket - slack 1`]);
  });

  it('waits half an hour with a partial loss of an important process by night, and not at all once it is total', () => {
    expect(
      said([
        [0, incident('important'), 25],
        [29, incident('important'), 25],
        [30, incident('important'), 25],
      ]),
    ).toEqual(['30 page user:anna slack 1']);
    expect(
      said([
        [0, incident('important'), 25],
        [10, incident('important', 'P1'), 25],
      ]),
    ).toEqual(['10 page user:anna slack 1']);
  });

  it('does not tell what is part of another, and tells where nobody answers for it', () => {
    expect(said([[0, { ...incident('critical'), partOf: 'inc-0' }, 25]])).toEqual([]);
    let response = respond(incident('critical'), noResponse, null, none, at(0));
    expect(response.saying).toEqual({ kind: 'page', person: null, channels: [] });
    response = respond(incident('critical'), response.response, null, none, at(1));
    expect(response.saying).toBeNull();
    expect(toRfc3339(response.response.calledAt!)).toBe(toRfc3339(at(0)));
  });
});
