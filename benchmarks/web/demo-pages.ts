/** The demo with its past and an open incident, and the pages of it that are opened. */
import { type RunningDemo, startDemo } from '../../tests/end-to-end/running-demo.ts';
import type { Target } from '../../tests/end-to-end/web/visit.ts';

const days = 20;
const patienceMs = 300_000;

/** The first page, as one opens it; and where on it the heading and the first row of numbers stand. */
export const firstPage: Target = {
  name: 'the first page',
  path: '/',
  heading: 'main h1:not(.visually-hidden)',
  numbers: '.process-list .process-facts .explained',
};

/** A demo in which the outside vendor fails, with the identifier of the incident that this opened. */
export async function demoWithIncident(): Promise<{ demo: RunningDemo; incident: string }> {
  const demo = await startDemo(['--days', String(days)]);
  try {
    demo.fail('vendor-down', 'on');
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const answer = await fetch(`${demo.waga}/api/v1/incidents?limit=10`, { headers: demo.session });
      const { incidents } = (await answer.json()) as { incidents: { id: string; kind: string; process: string }[] };
      const found = incidents.find(({ kind, process }) => kind === 'loss' && process === 'payment');
      if (found) return { demo, incident: found.id };
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    throw new Error('the failure of the vendor opened no incident');
  } catch (error) {
    await demo.stop();
    throw error;
  }
}

/** The other pages that are opened: one with a chart and much beside it, one with all about a process, one long table. */
export const otherPages = (incident: string): Target[] => [
  {
    name: 'the incident',
    path: `/incidents/${incident}`,
    heading: '.incident-head h1',
    numbers: '.incident-weight .explained',
    chart: '.chart-canvas svg',
  },
  {
    name: 'the process',
    path: '/processes/payment',
    heading: 'main h1:not(.visually-hidden)',
    numbers: 'main .panel .explained',
    chart: '.chart-canvas svg',
  },
  {
    name: 'the objectives',
    path: '/objectives',
    heading: 'main h1:not(.visually-hidden)',
    numbers: 'main [role=row] .explained, main [role=row] td, main [role=gridcell]',
  },
];
