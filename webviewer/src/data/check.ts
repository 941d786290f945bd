import { LoadError } from './load';

/**
 * Whether a value parsed from JSON is a T; throws a Mismatch that says where it is not. Values are
 * checked and not copied: fields that nobody asks for stay.
 */
export type Check<T> = (value: unknown, at: string) => asserts value is T;

class Mismatch extends Error {}

/** Characters of a field's name in a message. */
const MOST_NAME = 60;

/**
 * Returns the JSON as a T.
 *
 * @throws LoadError that names the file and the field, and quotes no value but numbers
 */
export function checked<T>(json: unknown, check: Check<T>, file: string): T {
  try {
    check(json, '');
    return json;
  } catch (problem) {
    if (problem instanceof Mismatch) throw new LoadError(file, problem.message);
    throw problem;
  }
}

export const text: Check<string> = (value, at) => {
  if (typeof value !== 'string') throw mismatch(at, 'text', value);
};

export const finite: Check<number> = (value, at) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw mismatch(at, 'a finite number', value);
  }
};

/** Counts, indices and bytes: whole, 0 or more, exact. */
export const count: Check<number> = (value, at) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) {
    throw mismatch(at, 'a whole number >= 0', value);
  }
};

export function atLeast(least: number): Check<number> {
  return (value, at) => {
    if (!Number.isFinite(value) || (value as number) < least) {
      throw mismatch(at, `a finite number >= ${least}`, value);
    }
  };
}

/** A number from `least` to `most`. */
export function between(least: number, most: number): Check<number> {
  return (value, at) => {
    if (!(typeof value === 'number' && value >= least && value <= most)) {
      throw mismatch(at, `${least} to ${most}`, value);
    }
  };
}

export const flag: Check<boolean> = (value, at) => {
  if (typeof value !== 'boolean') throw mismatch(at, 'true or false', value);
};

/** 64 hexadecimal digits. */
export const sha256: Check<string> = (value, at) => {
  if (typeof value !== 'string' || !/^[0-9a-fA-F]{64}$/.test(value)) {
    throw mismatch(at, 'a SHA-256 in hexadecimal', value);
  }
};

/** Anything, as long as it is an object. */
export const anyObject: Check<Readonly<Record<string, unknown>>> = (value, at) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw mismatch(at, 'an object', value);
  }
};

export function oneOf<const T extends string>(...values: readonly T[]): Check<T> {
  return (value, at) => {
    if (!values.some((allowed) => allowed === value)) {
      throw mismatch(at, values.join(' or '), value);
    }
  };
}

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, at) => {
    if (value !== null) check(value, at);
  };
}

/** @param length how many there must be; any number if left out */
export function arrayOf<T>(check: Check<T>, length?: number): Check<readonly T[]> {
  return (value, at) => {
    if (!Array.isArray(value)) throw mismatch(at, 'an array', value);
    if (length !== undefined && value.length !== length) {
      throw mismatch(at, `an array of ${length}`, value);
    }
    for (let i = 0; i < value.length; i++) check(value[i], `${at}[${i}]`);
  };
}

export function threeOf<T>(check: Check<T>): Check<readonly [T, T, T]> {
  return arrayOf(check, 3) as Check<readonly [T, T, T]>;
}

export function fourOf<T>(check: Check<T>): Check<readonly [T, T, T, T]> {
  return arrayOf(check, 4) as Check<readonly [T, T, T, T]>;
}

/** An object of any keys. */
export function recordOf<T>(check: Check<T>): Check<Readonly<Record<string, T>>> {
  return (value, at) => {
    anyObject(value, at);
    for (const [key, its] of Object.entries(value)) check(its, inside(at, key));
  };
}

/** How the fields of a T are checked. */
export type Fields<T> = { readonly [K in keyof Required<T>]: Check<T[K]> };

type Shape = Readonly<Record<string, Check<unknown>>>;

/** An object with these fields at least, each its own: what prototypes hold does not count. */
export function objectOf<T>(shape: Fields<T>): Check<T> {
  const fields = Object.entries(shape as Shape);
  return (value, at) => {
    anyObject(value, at);
    for (const [key, check] of fields) {
      const ofField: Check<unknown> = check;
      ofField(Object.hasOwn(value, key) ? value[key] : undefined, inside(at, key));
    }
  };
}

/** A field that may be left out. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, at) => {
    if (value !== undefined) check(value, at);
  };
}

function inside(at: string, key: string): string {
  const name = key.slice(0, MOST_NAME);
  return at === '' ? name : `${at}.${name}`;
}

function mismatch(at: string, wanted: string, value: unknown): Mismatch {
  return new Mismatch(`${at || 'the file'} must be ${wanted}, but was: ${kindOf(value)}`);
}

/** Says what it is without quoting text, which could be anything. */
function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  if (Array.isArray(value)) return `an array of ${value.length}`;
  return typeof value === 'string' ? 'text' : 'an object';
}
