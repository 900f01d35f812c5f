import type { FastifyInstance } from 'fastify';
import { atRiskNow } from '../features/criticality/page-rows.ts';
import {
  agreementFamily,
  businessFamilies,
  objectiveFamilies,
  switchFamilies,
  valueAtRiskFamily,
} from './business-metrics.ts';
import type { Clock } from './clock.ts';
import type { HealthQueries } from './health-facts.ts';
import type { Metrics } from './metrics.ts';
import { ownFamilies } from './own-metrics.ts';
import type { Parts } from './parts.ts';

interface Deps extends Pick<Parts, 'balance' | 'criticality' | 'signals' | 'slos' | 'reports' | 'switches'> {
  metrics: Metrics;
  health: HealthQueries;
  clock: () => Clock;
}

/** `GET /metrics`: Waga itself and the business view, as Prometheus reads them. */
export function metricsRoute(
  app: FastifyInstance,
  { metrics, health, clock, balance, criticality, signals, slos, reports, switches }: Deps,
): void {
  app.get(
    '/metrics',
    {
      config: { access: { right: 'metrics' } },
      schema: {
        summary: 'Metrics of Waga itself and of the business view, for Prometheus',
        description:
          'With a token of the scope `metrics`, as Bearer or as the password of Basic. Money only of products that the token may see.',
        tags: ['health'],
        produces: ['text/plain'],
      },
    },
    async (request, reply) => {
      const memory = await signals.memory().catch(() => null);
      const money = request.who?.money ?? [];
      const atRisk = atRiskNow(await criticality.facts(money));
      const families = [
        ...ownFamilies(await health(), clock().reports(), memory?.tally.all() ?? []),
        ...businessFamilies(balance.now(), money),
        valueAtRiskFamily(atRisk),
        ...objectiveFamilies(slos),
        agreementFamily(reports.standings()),
        ...switchFamilies(await switches.all()),
      ];
      return reply.type(metrics.contentType).send(await metrics.text(families));
    },
  );
}
