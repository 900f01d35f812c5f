import { readFile, stat, statfs } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Config } from './config.ts';
import { writeProblem } from './data-folder.ts';
import { type DoctorFinding, error, warning } from './doctor-finding.ts';

/** Rights of the group and of others. */
const notOwner = 0o077;
const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(4, '0');

/** Whether the data folder is there, belongs to one alone, can be written and has room; and the files with secrets. */
export async function folderFindings(config: Config): Promise<DoctorFinding[]> {
  const { data, pseudonymKeyFile } = config;
  const found: DoctorFinding[] = [];
  const folder = await stat(data).catch(() => null);
  if (folder === null || !folder.isDirectory()) {
    return [error('data folder', `${data} is not there; the first start makes it, or name another with --data.`)];
  }
  if ((folder.mode & notOwner) !== 0) {
    const message = `${data} can be opened by others (mode ${octal(folder.mode)}): chmod 700 it.`;
    found.push(warning('data folder', message));
  }
  const refused = await writeProblem(data);
  if (refused !== null) found.push(error('data folder', `${data} cannot be written (${refused}).`));
  found.push(...(await secretFindings(join(data, 'machine-token'), 'machine token')));
  found.push(...(await keyFindings(pseudonymKeyFile ?? `${data}.key`, data)));
  found.push(...(await roomFindings(config)));
  return found;
}

/** A secret that is there must be readable by its owner alone. */
async function secretFindings(file: string, what: string): Promise<DoctorFinding[]> {
  const found = await stat(file).catch(() => null);
  if (found === null || (found.mode & notOwner) === 0) return [];
  return [error(what, `${file} can be read by others (mode ${octal(found.mode)}): chmod 600 it.`)];
}

async function keyFindings(file: string, data: string): Promise<DoctorFinding[]> {
  const subject = 'pseudonym key';
  if (!relative(data, file).startsWith('..')) {
    return [error(subject, `${file} lies in the data folder, so that a copy of the data holds it: move it out.`)];
  }
  const text = await readFile(file, 'utf8').catch(() => null);
  if (text === null) {
    const message = `${file} is not there or cannot be read; with a new key every user counts as a new person.`;
    return [warning(subject, message)];
  }
  const form = /^[0-9a-f]{64}\s*$/.test(text) ? [] : [error(subject, `${file} does not hold 64 hexadecimal digits.`)];
  return [...form, ...(await secretFindings(file, subject))];
}

async function roomFindings({ data, disk }: Config): Promise<DoctorFinding[]> {
  const { bavail, bsize } = await statfs(data);
  const free = Math.floor((bavail * bsize) / 1_048_576);
  if (free >= disk.lowMb) return [];
  const message = `${free} MiB are free where the data folder lies; disk.lowMb asks for ${disk.lowMb}.`;
  return [free * 16 < disk.lowMb ? error('disk', message) : warning('disk', message)];
}
