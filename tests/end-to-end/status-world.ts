import { openReports } from './reports-world.ts';

export const statusCatalogue = `apiVersion: waga/v1
kind: Process
metadata: {name: payment, displayName: Internal payment}
spec:
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
  value: {perEvent: "150.00", currency: PLN}
  dependsOn: [{component: psp-api}]
---
apiVersion: waga/v1
kind: Process
metadata: {name: refund, displayName: Refunds}
spec:
  timeZone: Europe/Warsaw
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
---
apiVersion: waga/v1
kind: Process
metadata: {name: hidden}
spec:
  timeZone: UTC
  steps: [done]
  kpi: done
  thresholds: {partial: "0.20", total: "0.40"}
---
apiVersion: waga/v1
kind: Component
metadata: {name: psp-api}
spec: {}
---
apiVersion: waga/v1
kind: StatusPage
metadata: {name: public}
spec:
  title: {en: Acme status, pl: Stan Acme}
  support: help@acme.example
  show:
    - {process: payment, name: {en: Card payments, pl: Płatności kartą}, group: {en: Shop, pl: Sklep}}
    - {process: refund, name: Refunds, description: {en: Back to the card}, group: {en: Shop, pl: Sklep}}
`;

/** A server with a status page and somebody who keeps the ledger. */
export async function openStatus(start: string) {
  const world = await openReports(start);
  await world.member('anna', 'editor');
  return {
    ...world,
    async outage(subject: string, from: string, to: string | null, more: object = {}): Promise<string> {
      const [kind, name] = subject.split(':');
      const body = { subject: { kind, name }, kind: 'unplanned', from, to, ...more };
      const answer = await world.ask('anna', 'POST', '/api/v1/outages', body);
      if (answer.status !== 201) throw new Error(answer.text);
      return answer.json.id;
    },
    confirm: (id: string) => world.ask('anna', 'POST', `/api/v1/outages/${id}/acts`, { act: 'confirm' }),
    tell: (id: string, post: object, as = 'anna') => world.ask(as, 'POST', `/api/v1/outages/${id}/posts`, post),
    async json(name: string) {
      const answer = await world.ask('nobody', 'GET', `/api/v2/${name}.json`);
      return answer.json;
    },
  };
}
