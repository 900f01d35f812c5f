import { day, type EpochMs, toRfc3339 } from '../../../maths/instants.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import { displayName } from '../../catalog/document.ts';
import type { MaintenanceSpec } from '../../outages/maintenance/maintenance.ts';
import { maintenancesOf, windowsOf } from '../../outages/maintenance/windows.ts';
import { commanded } from './command.ts';
import type { KeptSwitch, KeptWindow, NewActLine, Stepped } from './kept-switch.ts';
import type { SwitchSpec } from './switch.ts';
import type { SwitchReason } from './switch-contract.ts';
import { lineOf } from './tell.ts';

/** A window of maintenance that lasts now and wants switches off. */
export interface WantedOff {
  key: string;
  maintenance: string;
  displayName: string;
  from: EpochMs;
  until: EpochMs;
}

/** The windows that last now, by the switch that each wants off. */
export function wantedOff(catalog: Catalog, now: EpochMs): ReadonlyMap<string, WantedOff[]> {
  const wanted = new Map<string, WantedOff[]>();
  for (const document of maintenancesOf(catalog)) {
    // a catalogue that was applied before there were switches says nothing of them
    const { switches = [] } = document.spec as Partial<MaintenanceSpec>;
    if (switches.length === 0) continue;
    const { name } = document.metadata;
    const { announcedAt } = document.spec;
    if (announcedAt !== undefined && Date.parse(announcedAt) > now) continue;
    for (const { from, to } of windowsOf(document, { from: now, to: now + 1 })) {
      const one = {
        key: `${name} ${toRfc3339(from)}`,
        maintenance: name,
        displayName: displayName(document),
        from,
        until: to,
      };
      for (const switched of switches) wanted.set(switched, [...(wanted.get(switched) ?? []), one]);
    }
  }
  return wanted;
}

/** So long the windows that are over are remembered, so that no late look takes one up again. */
const rememberedMs = 40 * day;

/**
 * What windows of maintenance make of a switch: off once when one begins, on once when the last that it serves is over, and only where
 * the switch still stands as the window put it. What a person did meanwhile is left alone, and said. Ids of commands are made of the
 * windows, so that a restart between deciding and telling gives none twice. Pure and repeatable.
 */
export function stepPlanned(
  kept: KeptSwitch,
  name: string,
  spec: SwitchSpec,
  wanted: readonly WantedOff[],
  now: EpochMs,
): Stepped {
  let next = kept;
  const acts: NewActLine[] = [];
  const go = (stepped: Stepped): void => {
    next = stepped.kept;
    acts.push(...stepped.acts);
  };
  if (spec.automatic.maintenance) {
    for (const window of wanted.filter(({ key }) => !kept.windows.some((one) => one.key === key))) {
      go(begun(next, name, spec, window, now));
    }
  }
  const lasting = new Set(wanted.map(({ key }) => key));
  for (const window of next.windows)
    if (!window.over && !lasting.has(window.key)) go(ended(next, name, spec, window, now));
  const windows = next.windows.filter(({ over, until }) => !over || until > now - rememberedMs);
  return { kept: windows.length === next.windows.length ? next : { ...next, windows }, acts };
}

function begun(kept: KeptSwitch, name: string, spec: SwitchSpec, window: WantedOff, now: EpochMs): Stepped {
  const { key, maintenance, until } = window;
  const isFree = kept.position === 'on' && kept.asked === null;
  const note: KeptWindow = { key, maintenance, until, command: isFree ? `${name} off ${key}` : null, over: false };
  const windows = [...kept.windows, note];
  if (!isFree) {
    // another window may have put it there: then it lasts as long as the later of them
    const holder = kept.windows.find(({ over, command }) => !over && command !== null && command === kept.command);
    if (holder !== undefined)
      return { kept: { ...kept, windows: [...kept.windows, { ...note, command: holder.command }] }, acts: [] };
    const says = `${window.displayName} began; it stood at ${kept.position} already and is left as it is.`;
    return { kept: { ...kept, windows }, acts: [lineOf(kept, 'noted', says, now)] };
  }
  const reason = `${window.displayName} began, until ${toRfc3339(until)}.`;
  const command = {
    id: note.command!,
    position: 'off' as const,
    share: null,
    by: null,
    why: whyOf(reason, maintenance),
  };
  return commanded({ ...kept, windows }, spec, command, now);
}

function ended(kept: KeptSwitch, name: string, spec: SwitchSpec, window: KeptWindow, now: EpochMs): Stepped {
  const windows = kept.windows.map((one) => (one.key === window.key ? { ...one, over: true } : one));
  const after = { ...kept, windows };
  // it was not this window that switched it
  if (window.command === null) return { kept: after, acts: [] };
  if (kept.command !== window.command || kept.position !== 'off') {
    const says = `The maintenance ${window.maintenance} is over; somebody switched it meanwhile, so it is left as it is.`;
    return { kept: after, acts: [lineOf(kept, 'noted', says, now)] };
  }
  // another one that lasts holds it off
  if (windows.some(({ over, command }) => !over && command === window.command)) return { kept: after, acts: [] };
  const reason = `The maintenance ${window.maintenance} is over.`;
  const id = `${name} on ${window.key}`;
  const command = { id, position: 'on' as const, share: null, by: null, why: whyOf(reason, window.maintenance) };
  return commanded(after, spec, command, now);
}

const whyOf = (reason: string, name: string): SwitchReason => ({
  ...{ reason, incident: null, forecast: null },
  policy: { kind: 'maintenance', name },
});
