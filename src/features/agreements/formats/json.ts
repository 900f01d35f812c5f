import { Report } from '../report-contract.ts';

/** The report itself as JSON, its keys in the order of the contract whatever made it; fractions exact, money in minor units. */
export const reportJson = (report: Report): string => `${JSON.stringify(Report.parse(report), null, 2)}\n`;
