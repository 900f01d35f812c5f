import type { Batch } from '../../stores/measurements/measurements.ts';
import { added, addStream, type Counters, type IntakeChange, type IntakeMemory, noCounts } from './intake-memory.ts';
import { type Liveness, neverSeen } from './liveness.ts';
import type { Heard } from './otlp/cumulative.ts';
import { streamFrom, streamText } from './otlp/stream-text.ts';
import type { FamilyType } from './remote-write/write-request.ts';
import { restoreTraceState } from './traces/trace-states.ts';

type States = Batch['states'];

/**
 * The memory of the intake as named states, kept in the commit they belong to: `listening`, `source/SOURCE`,
 * `service/SOURCE/NAME`, `heard/SOURCE/ID`, `stream/SOURCE/ID`, `type/SOURCE/METRIC`. Names of sources hold no slash. An empty value is a state
 * that has been forgotten.
 */
export function statesOf(change: IntakeChange, memory: IntakeMemory): States {
  const { source: name } = change;
  const source = memory.source(name);
  const summary = {
    lastArrival: change.lastArrival ?? source.lastArrival,
    events: change.events ?? source.events,
    technical: change.technical ?? source.technical,
    counters: added(source.counters, change.counters),
  };
  const states: States = [{ key: `source/${name}`, value: JSON.stringify(summary) }];
  if (!memory.listeningKept) states.push({ key: 'listening', value: String(memory.listeningSince) });
  for (const [service, liveness] of change.services) {
    states.push({ key: `service/${name}/${service}`, value: JSON.stringify(liveness) });
  }
  for (const [id, { first, last, before }] of change.heard) {
    const value = before === undefined ? `${first} ${last}` : `${first} ${last} ${before}`;
    states.push({ key: `heard/${name}/${id}`, value });
  }
  for (const [id, stream] of change.streams ?? [])
    states.push({ key: `stream/${name}/${id}`, value: streamText(stream) });
  for (const [id, value] of change.trial?.texts() ?? []) states.push({ key: `stream/${name}/${id}`, value });
  for (const [family, type] of change.types ?? []) states.push({ key: `type/${name}/${family}`, value: type });
  if (change.traces !== undefined) states.push(...change.traces.states());
  return states;
}

/** Puts states back into a new memory. */
export function restore(states: States, memory: IntakeMemory): void {
  for (const { key, value } of states) {
    if (value === '') continue;
    const [kind = '', name = '', ...rest] = key.split('/');
    const id = rest.join('/');
    if (restoreTraceState(kind, name, value, memory.traces)) continue;
    if (kind === 'listening') {
      memory.listeningSince = Number(value);
      memory.listeningKept = true;
    } else if (kind === 'service') memory.source(name).services.set(id, livenessFrom(JSON.parse(value)));
    else if (kind === 'heard') memory.source(name).heard.set(id, heardFrom(value));
    else if (kind === 'stream') addStream(memory.source(name), id, streamFrom(value));
    else if (kind === 'type') memory.source(name).types.set(id, value as FamilyType);
    else if (kind === 'source') {
      const kept = JSON.parse(value) as { counters?: Partial<Counters>; lastArrival?: number | null } & Record<
        'events' | 'technical',
        Partial<Liveness>
      >;
      const source = memory.source(name);
      source.lastArrival = kept.lastArrival ?? null;
      source.events = livenessFrom(kept.events);
      source.technical = livenessFrom(kept.technical);
      source.counters = { ...noCounts, ...kept.counters };
    }
  }
}

function livenessFrom(kept: Partial<Liveness>): Liveness {
  return { ...neverSeen, ...kept };
}

function heardFrom(text: string): Heard {
  const [first = '0', last = '0', before] = text.split(' ');
  const heard = { first: BigInt(first), last: BigInt(last) };
  return before === undefined ? heard : { ...heard, before: BigInt(before) };
}
