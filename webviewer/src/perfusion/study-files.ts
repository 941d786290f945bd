import { curvesOf } from '../data/check-formats';
import { fileName } from '../data/file-name';
import type { Curves, Study } from '../data/formats';
import type { FoundStudy } from '../data/found';
import { withJobsSpacing } from '../data/job-spacing';
import { type Expected, LoadError, type LoadOptions, type Verification } from '../data/load';
import { loadJson, loadVolume } from '../data/loader';
import { absent, orNull, type Part, present } from '../data/part';
import { expectedOf, loadStudy } from '../data/study';
import { isSameShape } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { MAP_NAMES, type MapName } from './maps';

/** What the files of a study held, each with its reason where it could not be used. */
export interface PerfusionFiles {
  readonly study: Part<Study>;
  readonly maps: Readonly<Record<MapName, Part<Volume>>>;
  readonly baseline: Part<Volume>;
  readonly curves: Part<Curves>;
  /** The grid that all volumes share. */
  readonly grid: Grid;
  /** How each volume that was read compared with the job's SHA-256, by file. */
  readonly verifications: Readonly<Record<string, Verification>>;
}

const BASELINE = 'baseline.nii.gz';
const SERIES = 'series.nii.gz';
const CURVES = 'curves.json';

/**
 * Loads everything but the series. Rejects when cancelled, and where neither a map nor the CT
 * could be read.
 *
 * @param failed gets what went wrong with each file
 */
export async function loadPerfusion(
  found: FoundStudy,
  options: LoadOptions,
  failed: (problem: unknown) => void,
): Promise<PerfusionFiles> {
  let first: unknown = null;
  const attempt = async <T>(load: Promise<T>): Promise<Part<T>> => {
    try {
      return present(await load);
    } catch (problem) {
      options.signal.throwIfAborted();
      first ??= problem;
      failed(problem);
      return absent(reasonOf(problem));
    }
  };

  const study = await attempt(loadStudy(found, options));
  const curvesJson = async (): Promise<Curves> => {
    const url = new URL(CURVES, found.folder);
    const expected = expectedIn(study, CURVES);
    return curvesOf(await loadJson(url, { ...options, expected }), fileName(url));
  };
  const verifications: Record<string, Verification> = {};
  const volume = async (file: string): Promise<Volume> => {
    const loaded = await loadVolume(new URL(file, found.folder), expectedIn(study, file), options);
    verifications[file] = loaded.verification;
    const grid = withJobsSpacing(loaded.volume.grid, orNull(study), file);
    return { ...loaded.volume, grid };
  };
  const files = [...MAP_NAMES.map((name) => `${name}.nii.gz`), BASELINE];
  const [curves, ...volumes] = await Promise.all([
    attempt(curvesJson()),
    ...files.map((file) =>
      isListed(study, file) ? attempt(volume(file)) : absent(notWritten(file)),
    ),
  ]);
  const grid = volumes.find((part) => part.there)?.value.grid;
  if (grid === undefined) {
    throw first ?? new Error('the study has no volumes');
  }
  const alike = files.map((file, i) => {
    const part = volumes[i] ?? absent(notWritten(file));
    return part.there ? checked(part.value, grid, file, failed) : part;
  });
  const [baseline = absent(notWritten(BASELINE))] = alike.slice(MAP_NAMES.length);
  const maps = Object.fromEntries(MAP_NAMES.map((name, i) => [name, alike[i]]));
  return {
    study,
    maps: maps as Record<MapName, Part<Volume>>,
    baseline,
    curves,
    grid,
    verifications,
  };
}

/** Loads the series over time. Rejects only when cancelled. */
export async function loadSeries(
  found: FoundStudy,
  files: PerfusionFiles,
  options: LoadOptions,
  failed: (problem: unknown) => void,
): Promise<Part<Volume>> {
  if (!isListed(files.study, SERIES)) return absent(notWritten(SERIES));
  try {
    const expected = expectedIn(files.study, SERIES);
    const { volume } = await loadVolume(new URL(SERIES, found.folder), expected, options);
    checkShape(volume.grid, files.grid, SERIES);
    const times = orNull(files.curves)?.frameTimesSeconds;
    if (times !== undefined && times.length !== volume.frames) {
      throw new LoadError(
        SERIES,
        `must have the ${times.length} frames of curves.json, but has: ${volume.frames}`,
      );
    }
    return present(volume);
  } catch (problem) {
    options.signal.throwIfAborted();
    failed(problem);
    return absent(reasonOf(problem));
  }
}

function notWritten(file: string): string {
  return file === BASELINE || file === SERIES
    ? `${file}: the job wrote no copy of it (--copyVolumes=false)`
    : `${file}: the job did not write it`;
}

function checked(
  volume: Volume,
  grid: Grid,
  file: string,
  failed: (problem: unknown) => void,
): Part<Volume> {
  try {
    checkShape(volume.grid, grid, file);
    return present(volume);
  } catch (problem) {
    failed(problem);
    return absent(reasonOf(problem));
  }
}

function reasonOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}

/** Whether the job wrote the file; without study.json any file may be there. */
function isListed(study: Part<Study>, file: string): boolean {
  return !study.there || study.value.files.some(({ path }) => path === file);
}

function expectedIn(study: Part<Study>, file: string): Expected | null {
  return study.there ? expectedOf(study.value, file) : null;
}

function checkShape(own: Grid, grid: Grid, file: string): void {
  if (!isSameShape(own, grid)) {
    const [is, must] = [own.shape.join(' x '), grid.shape.join(' x ')];
    throw new LoadError(file, `must have the shape of the other files, ${must}, but has: ${is}`);
  }
}
