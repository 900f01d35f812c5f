import { type ComponentType, lazy } from 'react';

type Load = () => Promise<{ default: ComponentType }>;

const loads = new WeakMap<ComponentType, Load>();

/** A page that is loaded when it is first shown, or by `loadNow` before that. */
export function later(load: Load): ComponentType {
  const page = lazy(load);
  loads.set(page as unknown as ComponentType, load);
  return page as unknown as ComponentType;
}

/** Begins to load a page that will be shown soon. What fails now is tried again, and told, when it is shown. */
export function loadNow(page: ComponentType): void {
  loads
    .get(page)?.()
    .catch(() => undefined);
}
