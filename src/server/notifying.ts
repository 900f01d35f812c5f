import type { Catalog } from '../features/catalog/catalog.ts';
import { type Notifications, openNotifications } from '../features/notifications/actions/notifications.ts';
import type { Config } from './config.ts';
import type { Parts } from './parts.ts';

interface Deps extends Pick<Parts, 'records' | 'outgoing' | 'mail' | 'now' | 'log' | 'site'> {
  catalog: () => Catalog;
}

/** What tells others, as the configuration has it. */
export function openNotifying({ heartbeat, secrets, listen }: Config, deps: Deps): Notifications {
  const { host, port } = listen;
  const own = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return openNotifications({
    ...deps,
    secrets,
    heartbeat: heartbeat ?? null,
    chance: Math.random,
    origin: () => deps.site.origin ?? own,
  });
}
