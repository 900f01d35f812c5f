import { Command, InvalidArgumentError } from 'commander';
import { type DoctorReport, examine } from '../server/doctor.ts';
import type { AskServer } from '../server/doctor-server.ts';
import { createClient } from './client.ts';
import { counted, exitWith, printResult } from './output.ts';

interface Options {
  config?: string;
  data?: string;
  head?: string;
  json?: true;
}

/** `waga doctor`: exit 1 when anything found keeps Waga from working as it should. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'check configuration, data folder, secrets, stores, disk, clock, catalogue, ledger and the running server',
    )
    .option('--config <file>', 'configuration file (YAML) that the server is started with')
    .option('--data <dir>', 'data folder (default: waga-data)')
    .option('--head <hash>', 'also show that the ledger goes on from this hash, as a report prints it', printedHash)
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  waga doctor --config /etc/waga/waga.yaml\n  waga doctor --data /var/lib/waga')
    .action(async ({ config, data, head, json }: Options) => {
      const report = await examine(config, data, askServer, head ?? null);
      printResult(json, report, () => textOf(report));
      if (report.findings.some(({ severity }) => severity === 'error')) exitWith(1);
    });
}

function printedHash(text: string): string {
  const hash = text.trim().toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new InvalidArgumentError('expected 64 hexadecimal digits');
  return hash;
}

const askServer: AskServer = async (server, token, request) =>
  (await createClient({ server, token }).request(request)).body;

function textOf({ version, data, running, findings }: DoctorReport): string {
  const where = data === null ? '' : ` on ${data}, ${running ? 'asked through the running server' : 'no server runs'}`;
  const lines = findings.map(({ severity, subject, message }) => `${severity.padEnd(7)}  ${subject}: ${message}`);
  const last = findings.length === 0 ? 'Everything is as it should be.' : counted(findings.length, 'finding');
  return [`Waga ${version}${where}`, ...lines, last].join('\n');
}
