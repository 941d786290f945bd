import { LoadError, MissingFileError } from './load';

/** Deeper than anything the jobs write; recursion over it can not overflow the stack. */
const MOST_DEPTH = 64;

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Parses JSON.
 *
 * @param file for messages
 * @throws LoadError if it is none, or nested deeper than 64 levels
 */
export function parseJson(text: string, file: string): unknown {
  if (text.trimStart().startsWith('<')) {
    throw new MissingFileError(file, 'the server sent a web page instead of JSON');
  }
  checkDepth(text, file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser's own words quote the file, which may hold anything.
    throw new LoadError(file, 'is not valid JSON', { cause });
  }
}

function checkDepth(text: string, file: string): void {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === BACKSLASH) i++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (code === BRACE || code === BRACKET) depth++;
    else if (code === END_BRACE || code === END_BRACKET) depth--;
    if (depth > MOST_DEPTH) {
      throw new LoadError(file, `must not be nested deeper than ${MOST_DEPTH} levels`);
    }
  }
}

const [QUOTE, BACKSLASH, BRACE, END_BRACE, BRACKET, END_BRACKET] = [34, 92, 123, 125, 91, 93];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Returns the JSON as an object of the named format.
 *
 * @throws LoadError if it is another
 */
export function ofFormat(json: unknown, format: string, file: string): JsonObject {
  if (!isObject(json)) throw new LoadError(file, 'must be a JSON object');
  if (json.format !== format) {
    const found = typeof json.format === 'string' ? json.format.slice(0, 60) : 'none';
    throw new LoadError(
      file,
      `this viewer knows the format ${format}, but the file's is: ${found}`,
    );
  }
  return json;
}
