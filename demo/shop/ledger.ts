/** Requests and how many of them failed. */
export interface Count {
  calls: number;
  errors: number;
}

/**
 * What the services count themselves, beside all telemetry: requests served, and calls as the caller saw them. A served
 * request failed with 5xx; a call without an answer or with 4xx or 5xx.
 */
export interface Ledger {
  served(service: string, failed: boolean): void;
  called(caller: string, callee: string, failed: boolean): void;
  /** By service; and by `caller callee`. */
  book(): { services: Record<string, Count>; calls: Record<string, Count> };
}

export function ledger(): Ledger {
  const services: Record<string, Count> = {};
  const calls: Record<string, Count> = {};
  function add(book: Record<string, Count>, key: string, failed: boolean): void {
    book[key] ??= { calls: 0, errors: 0 };
    book[key].calls += 1;
    if (failed) book[key].errors += 1;
  }
  return {
    served: (service, failed) => add(services, service, failed),
    called: (caller, callee, failed) => add(calls, `${caller} ${callee}`, failed),
    book: () => structuredClone({ services, calls }),
  };
}
