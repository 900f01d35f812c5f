import { longestLabel } from '../event-attributes.ts';
import { type Span, spanKind } from './span.ts';

/** connection_type of the Collector's servicegraph connector; a call that both sides show has none. */
export type ConnectionType = 'messaging_system' | 'database' | 'virtual_node';

export interface NamedCallee {
  name: string;
  type: ConnectionType;
}

/**
 * What a CLIENT or PRODUCER span names as whom it calls: the service (`service.peer.name`, earlier `peer.service`), the
 * destination of messages, the database (`system/namespace`), or the address. Null where it names nothing, or at such length that it is no name.
 */
export function calleeOf({ kind, attributes: of }: Span): NamedCallee | null {
  const system = of['db.system.name'] ?? of['db.system'];
  const namespace = of['db.namespace'] ?? of['db.name'];
  const address = of['server.address'] ?? of['net.peer.name'];
  const destination = of['messaging.destination.name'];
  const messaging = kind === spanKind.producer || of['messaging.system'] !== undefined || destination !== undefined;
  const type: ConnectionType = system ? 'database' : messaging ? 'messaging_system' : 'virtual_node';
  const database = system && (namespace ? `${system}/${namespace}` : address ? `${system}/${address}` : system);
  const name = of['service.peer.name'] || of['peer.service'] || destination || database || address;
  return name && name.length <= longestLabel ? { name, type } : null;
}
