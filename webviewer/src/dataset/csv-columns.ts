import type Papa from 'papaparse';

/** Most characters of a row: an opening quote that is never closed would take the whole file. */
const MAX_ROW_CHARACTERS = 16 * 1024 * 1024;

/** Characters gathered before they are parsed, since the start of a row is parsed again. */
const DEFAULT_BATCH_CHARACTERS = 1024 * 1024;

/** Reads columns of numbers from the text of a CSV file, piece by piece. */
export interface CsvColumns {
  push(text: string): void;
  /** Returns the columns by name once the last piece was pushed. */
  end(): ReadonlyMap<string, Column>;
}

export interface Column {
  /** Numbers in the order of the rows. */
  readonly values: Float64Array;
  /** Rows whose cell is empty. */
  readonly empty: number;
  /** Rows whose cell holds something else. */
  readonly malformed: number;
}

/**
 * Reads the named columns of a CSV file as RFC 4180 has it, with a header; text may hold line breaks.
 *
 * @param papa the library, which the caller loads when it is needed
 * @throws Error from `push` or `end` if a column is missing or a row is over 16 Mi characters
 */
export function createCsvColumns(
  papa: typeof Papa,
  names: readonly string[],
  batchCharacters = DEFAULT_BATCH_CHARACTERS,
): CsvColumns {
  const columns = names.map((name) => ({ name, index: -1, values: new Numbers() }));
  let header = false;
  let newline: '\n' | '\r\n' | undefined;
  let pending = '';

  function parse(last: boolean): void {
    // As the header ends, so do the rows: RFC 4180 says CRLF, but many files have LF.
    newline ??= /^[^\n]*\r\n/.test(pending) ? '\r\n' : '\n';
    const result = new papa.Parser({ delimiter: ',', newline }).parse(pending, 0, !last);
    for (const row of result.data as string[][]) addRow(row);
    pending = pending.slice(result.meta.cursor);
    if (pending.length > MAX_ROW_CHARACTERS) {
      throw new Error(`a row must have <= ${MAX_ROW_CHARACTERS} characters`);
    }
  }

  function addRow(row: readonly string[]): void {
    if (!header) {
      header = true;
      for (const column of columns) column.index = indexOf(row, column.name);
    } else if (row.length > 1 || row[0] !== '') {
      for (const column of columns) column.values.add(row[column.index] ?? '');
    }
  }

  return {
    push(text) {
      pending += text;
      if (pending.length >= batchCharacters) parse(false);
    },
    end() {
      parse(true);
      if (!header) addRow([]);
      return new Map(columns.map(({ name, values }) => [name, values.column()]));
    },
  };
}

function indexOf(header: readonly string[], name: string): number {
  const index = header.indexOf(name);
  if (index < 0) throw new Error(`a column ${name} must be in the header`);
  return index;
}

class Numbers {
  private values = new Float64Array(1024);
  private length = 0;
  private empty = 0;
  private malformed = 0;

  add(cell: string): void {
    const value = Number(cell);
    if (cell.trim() === '') {
      this.empty++;
    } else if (!Number.isFinite(value)) {
      this.malformed++;
    } else {
      if (this.length === this.values.length) {
        const grown = new Float64Array(this.length * 2);
        grown.set(this.values);
        this.values = grown;
      }
      this.values[this.length++] = value;
    }
  }

  column(): Column {
    return {
      values: this.values.slice(0, this.length),
      empty: this.empty,
      malformed: this.malformed,
    };
  }
}
