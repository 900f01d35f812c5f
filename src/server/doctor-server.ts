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

/** Sends one request to the server at an address with its machine token, and resolves the JSON of the answer. */
export type AskServer = (
  server: string,
  token: string,
  request: { method: 'GET' | 'POST'; path: string; timeoutMs: number },
) => Promise<unknown>;

/** What the server that holds the data folder says of itself and of the measurements that only it may open. */
export async function serverFindings(data: string, askServer: AskServer): Promise<DoctorFinding[]> {
  const owner = readOwner(join(data, 'owner.json'));
  const address = owner?.address;
  if (address === undefined) return [error(subject, 'A process holds the data folder, but says no address.')];
  const token = machineToken(data);
  if (token === null) return [error(subject, 'The machine token in the data folder cannot be read: run as its owner.')];
  const ask = (method: 'GET' | 'POST', path: string, timeoutMs: number): Promise<unknown> =>
    askServer(address, token, { method, path, timeoutMs });
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
    const wrong = cause instanceof z.ZodError ? 'its answer is of another version.' : (cause as Error).message;
    return [error(subject, `The server at ${address} (process ${owner?.pid}) does not answer as it should: ${wrong}`)];
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
