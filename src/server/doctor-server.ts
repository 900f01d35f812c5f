import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { HealthAnswer } from '../features/signals/health-contract.ts';
import { readOwner } from '../stores/owner-lock.ts';
import { MeasurementsCheck } from './check-routes.ts';
import { type DoctorFinding, error, warning } from './doctor-finding.ts';

const subject = 'server';
/** Reading all measurements may take a while; everything else is quick. */
const patienceMs = { quick: 10_000, check: 600_000 };

/** What the server that holds the data folder says of itself and of the measurements that only it may open. */
export async function serverFindings(data: string): Promise<DoctorFinding[]> {
  const owner = readOwner(join(data, 'owner.json'));
  const address = owner?.address;
  if (address === undefined) return [error(subject, 'A process holds the data folder, but says no address.')];
  const token = machineToken(data);
  if (token === null) return [error(subject, 'The machine token in the data folder cannot be read: run as its owner.')];
  const ask = async (method: string, path: string, wait: number): Promise<unknown> => {
    const answer = await fetch(new URL(path, address), {
      method,
      redirect: 'error',
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(wait),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return answer.json();
  };
  try {
    const health = HealthAnswer.parse(await ask('GET', '/api/v1/health', patienceMs.quick));
    const check = MeasurementsCheck.parse(await ask('POST', '/api/v1/check', patienceMs.check));
    return [
      ...health.reasons.map(({ severity, subject: about, message }) =>
        severity === 'failing' ? error(about, message) : warning(about, message),
      ),
      ...check.problems.map((problem) => error('measurements', problem)),
      ...clockFindings(health),
    ];
  } catch (cause) {
    const wrong = cause instanceof z.ZodError ? 'its answer is of another version' : (cause as Error).message;
    return [error(subject, `The server at ${address} (process ${owner?.pid}) does not answer as it should: ${wrong}.`)];
  }
}

function clockFindings({ asOf }: HealthAnswer): DoctorFinding[] {
  const off = Math.abs(Date.parse(asOf) - Date.now());
  return off < patienceMs.quick ? [] : [warning('clock', `The server's clock is ${Math.round(off / 1_000)} s off.`)];
}

function machineToken(data: string): string | null {
  try {
    return readFileSync(join(data, 'machine-token'), 'utf8').trim();
  } catch {
    return null;
  }
}
