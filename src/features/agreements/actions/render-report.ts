import { reportCsv } from '../formats/csv.ts';
import type { Language } from '../formats/document.ts';
import { reportHtml } from '../formats/html.ts';
import { reportPolicy } from '../formats/html-style.ts';
import { reportJson } from '../formats/json.ts';
import type { Report, ReportQuery } from '../report-contract.ts';
import { renderPdf } from './render-pdf.ts';
import { renderXlsx } from './render-xlsx.ts';

type ReportFormat = ReportQuery['format'];

const types: Record<ReportFormat, string> = {
  json: 'application/json; charset=utf-8',
  html: 'text/html; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export interface RenderedReport {
  body: string | Uint8Array;
  contentType: string;
  /** Of plain letters, such as `waga-card-payments-2026-09-v2.pdf`. */
  fileName: string;
  /** What a page of it may load and run; only HTML has one. */
  contentPolicy: string | null;
}

/** A report in a format, with what its receiver needs to know of it. */
export async function renderReport(report: Report, format: ReportFormat, language: Language): Promise<RenderedReport> {
  const { scope, period, version } = report;
  const name = ['waga', scope.name || scope.kind, period.name, `v${version}`].join('-');
  return {
    body: await bodyOf(report, format, language),
    contentType: types[format],
    fileName: `${name.replace(/[^\w.-]+/g, '-')}.${format}`,
    contentPolicy: format === 'html' ? reportPolicy : null,
  };
}

function bodyOf(report: Report, format: ReportFormat, language: Language): string | Promise<Uint8Array> {
  switch (format) {
    case 'json':
      return reportJson(report);
    case 'html':
      return reportHtml(report, language);
    case 'csv':
      return reportCsv(report, language);
    case 'pdf':
      return renderPdf(report, language);
    case 'xlsx':
      return renderXlsx(report, language);
  }
}
