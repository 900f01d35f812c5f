import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ProductError } from '../errors.ts';
import { openMeasurements } from '../stores/measurements/duckdb/open.ts';
import { holdDirectory, isHeld } from '../stores/owner-lock.ts';
import { type Config, readConfig } from './config.ts';
import { type DoctorFinding, error, warning } from './doctor-finding.ts';
import { folderFindings } from './doctor-folder.ts';
import { recordsFindings } from './doctor-records.ts';
import { type AskServer, serverFindings } from './doctor-server.ts';
import { version } from './version.ts';

export interface DoctorReport {
  version: string;
  data: string | null;
  /** Whether a server runs on the data folder; then the measurements were asked through it. */
  running: boolean;
  findings: DoctorFinding[];
}

/** Before this version was made no clock can be right. */
const earliest = Date.UTC(2026, 0, 1);

/**
 * Looks at everything that a server needs, with a running one through it, and changes nothing that is kept. `head` is a printed hash
 * of the ledger's trail, from which the ledger must go on.
 */
export async function examine(
  file: string | undefined,
  data: string | undefined,
  askServer: AskServer,
  head: string | null = null,
): Promise<DoctorReport> {
  let config: Config;
  try {
    config = readConfig(file, { data });
  } catch (cause) {
    if (!(cause instanceof ProductError)) throw cause;
    return { version, data: null, running: false, findings: [error('config', cause.message)] };
  }
  const now = Date.now();
  const findings: DoctorFinding[] = [];
  if (now < earliest) findings.push(error('clock', 'The clock of this machine stands before 2026.'));
  findings.push(...(await folderFindings(config)));
  if (!existsSync(config.data)) return { version, data: config.data, running: false, findings };
  const running = isHeld(config.data);
  findings.push(...(await recordsFindings(config, now, head)));
  findings.push(...(running ? await serverFindings(config.data, askServer) : await measurementsFindings(config)));
  return { version, data: config.data, running, findings };
}

/** Opens the measurements and reads them, holding the folder meanwhile so that no server starts in between. */
async function measurementsFindings({ data, measurements }: Config): Promise<DoctorFinding[]> {
  const subject = 'measurements';
  if (!existsSync(join(data, 'measurements.duckdb'))) {
    return [warning(subject, 'There are no measurements yet; the first start makes the file.')];
  }
  try {
    const hold = holdDirectory(data, { who: 'waga doctor' });
    try {
      const store = await openMeasurements({ directory: data, ...measurements });
      const { problems } = await store.check().finally(() => store.close());
      return problems.map((problem) => error(subject, problem));
    } finally {
      hold.release();
    }
  } catch (cause) {
    const reason = cause instanceof ProductError ? cause.message : 'They cannot be opened.';
    return [error(subject, reason)];
  }
}
