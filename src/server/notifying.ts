import type { Catalog } from '../features/catalog/catalog.ts';
import { type Notifications, openNotifications } from '../features/notifications/actions/notifications.ts';
import type { Config } from './config.ts';
import type { Parts } from './parts.ts';

interface Deps extends Pick<Parts, 'records' | 'outgoing' | 'mail' | 'now' | 'log' | 'site'> {
  catalog: () => Catalog;
}

/** What tells others, as the configuration has it. */
export function openNotifying({ heartbeat, secrets, listen }: Config, deps: Deps): Notifications {
  return openNotifications({
    ...deps,
    secrets,
    heartbeat: heartbeat ?? null,
    chance: Math.random,
    origin: () => originOf(listen, deps.site),
  });
}

/** Where people reach this server, for links in messages. */
export function originOf({ host, port }: Config['listen'], site: Pick<Parts['site'], 'origin'>): string {
  return site.origin ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
