/**
 * One line of `rejects/*.jsonl`: why a record is not in the version and where it came from. Only the
 * fields that the export writes; others are not shown, whatever they hold.
 */
export interface RejectRow {
  readonly type: string;
  readonly reason: string;
  readonly field: string;
  readonly source: string;
  /** Line of the file, or offset of the message; '' where it is not told. */
  readonly position: string;
  readonly recordId: string;
  readonly survivorId: string;
}

/** Rows of a rejects file: how many there are by reason, and the first ones of each reason. */
export interface RejectRows {
  readonly byReason: ReadonlyMap<string, { readonly rows: number; readonly first: RejectRow[] }>;
  readonly malformed: number;
}

/** Most characters of a line; a longer one ends the reading. */
const MAX_LINE_CHARACTERS = 1024 * 1024;

/** Reads JSON Lines piece by piece. */
export interface RejectReader {
  push(text: string): void;
  end(): RejectRows;
}

/**
 * Creates a reader that keeps the first `keep` rows of each reason.
 *
 * @throws Error from `push` if a line is over 1 Mi characters
 */
export function createRejectReader(keep: number): RejectReader {
  const byReason = new Map<string, { rows: number; first: RejectRow[] }>();
  let malformed = 0;
  let pending = '';

  function addLine(line: string): void {
    if (line.trim() === '') return;
    const row = toRow(line);
    if (!row) {
      malformed++;
      return;
    }
    const rows = byReason.get(row.reason) ?? { rows: 0, first: [] };
    rows.rows++;
    if (rows.first.length < keep) rows.first.push(row);
    byReason.set(row.reason, rows);
  }

  return {
    push(text) {
      const lines = (pending + text).split('\n');
      pending = lines.pop() ?? '';
      if (pending.length > MAX_LINE_CHARACTERS) {
        throw new Error(`a line must have <= ${MAX_LINE_CHARACTERS} characters`);
      }
      for (const line of lines) addLine(line);
    },
    end() {
      addLine(pending);
      return { byReason, malformed };
    },
  };
}

function toRow(line: string): RejectRow | null {
  let source: unknown;
  try {
    source = JSON.parse(line);
  } catch {
    return null;
  }
  if (typeof source !== 'object' || source === null) return null;
  const fields = source as Record<string, unknown>;
  const text = (name: string): string => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return text('reason') === ''
    ? null
    : {
        type: text('type'),
        reason: text('reason'),
        field: text('field'),
        source: text('source'),
        position: text('position'),
        recordId: text('recordId'),
        survivorId: text('survivorId'),
      };
}
