import type { Cell, Sheet } from 'write-excel-file/node';
import type { Language } from '../formats/document.ts';
import { reportDocument } from '../formats/report-document.ts';
import { reportSheets, type SheetCell, type SheetOfCells } from '../formats/xlsx-sheets.ts';
import type { Report } from '../report-contract.ts';

/** The report as a spreadsheet (Office Open XML): real numbers and dates with formats; every text is text, whatever it begins with. */
export async function renderXlsx(report: Report, language: Language): Promise<Uint8Array> {
  // loaded with the first spreadsheet: a start does without
  const { default: writeSheets } = await import('write-excel-file/node');
  const sheets = reportSheets(reportDocument(report, language)).map(sheetOf);
  return new Uint8Array(await writeSheets(sheets, { fontFamily: 'Calibri', fontSize: 11 }).toBuffer());
}

const sheetOf = ({ name, rows, widths, sticky }: SheetOfCells): Sheet<never> => ({
  sheet: name,
  data: rows.map((row) => row.map(cellOf)),
  columns: widths.map((width) => ({ width })),
  ...(sticky > 0 ? { stickyRowsCount: sticky } : {}),
});

function cellOf(cell: SheetCell): Cell {
  if (cell === null) return null;
  const common = { alignVertical: 'top' } as const;
  if (cell.type === 'number') return { ...common, type: Number, value: cell.number, format: cell.format };
  if (cell.type === 'date') return { ...common, type: Date, value: cell.at, format: cell.format };
  const weight = cell.bold ? ({ fontWeight: 'bold' } as const) : {};
  return { ...common, ...weight, type: String, value: cell.text };
}
