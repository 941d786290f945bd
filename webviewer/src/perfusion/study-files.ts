import type { Curves, Study } from '../data/formats';
import type { FoundStudy } from '../data/found';
import { type Expected, LoadError, type LoadOptions, type Verification } from '../data/load';
import { loadJson, loadVolume } from '../data/loader';
import { isSameShape } from '../volume/geometry';
import type { Grid } from '../volume/grid';
import type { Volume } from '../volume/volume';
import { MAP_NAMES, type MapName } from './maps';
import { absent, orNull, type Part, present } from './part';

/** `study.json` of perfusion maps, with what this view reads besides. */
export interface PerfusionStudy extends Study {
  /** The processor or GPU that the job ran on, in words. */
  readonly device?: string;
  readonly space?: { readonly spacingMm?: readonly number[] };
}

/** What the files of a study held, each with its reason where it could not be used. */
export interface PerfusionFiles {
  readonly study: Part<PerfusionStudy>;
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

/** Spacings further apart than this share belong to different volumes. */
const SAME_SPACING = 1e-4;

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

  const study = await attempt(
    loadJson<PerfusionStudy>(new URL('study.json', found.folder), options),
  );
  const verifications: Record<string, Verification> = {};
  const volume = async (file: string): Promise<Volume> => {
    const loaded = await loadVolume(new URL(file, found.folder), expectedOf(study, file), options);
    verifications[file] = loaded.verification;
    return withJobsSpacing(loaded.volume, study, file);
  };
  const files = [...MAP_NAMES.map((name) => `${name}.nii.gz`), BASELINE];
  const [curves, ...volumes] = await Promise.all([
    attempt(loadJson<Curves>(new URL('curves.json', found.folder), options)),
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
    const expected = expectedOf(files.study, SERIES);
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
function isListed(study: Part<PerfusionStudy>, file: string): boolean {
  return !study.there || study.value.files.some(({ path }) => path === file);
}

function expectedOf(study: Part<PerfusionStudy>, file: string): Expected | null {
  return orNull(study)?.files.find(({ path }) => path === file) ?? null;
}

function checkShape(own: Grid, grid: Grid, file: string): void {
  if (!isSameShape(own, grid)) {
    const [is, must] = [own.shape.join(' x '), grid.shape.join(' x ')];
    throw new LoadError(file, `must have the shape of the other files, ${must}, but has: ${is}`);
  }
}

/** The job computed with the millimetres of study.json; a NIfTI header holds only 32 bits of them. */
function withJobsSpacing(volume: Volume, study: Part<PerfusionStudy>, file: string): Volume {
  const said = orNull(study)?.space?.spacingMm;
  if (said === undefined) return volume;
  const [dx = 0, dy = 0, dz = 0] = said;
  const own = volume.grid.spacingMm;
  if (!own.every((mm, axis) => Math.abs((said[axis] ?? Number.NaN) - mm) <= SAME_SPACING * mm)) {
    throw new LoadError(
      file,
      `voxels must be ${said.join(' x ')} mm apart as study.json says, but are: ${own.join(' x ')} mm`,
    );
  }
  return { ...volume, grid: { ...volume.grid, spacingMm: [dx, dy, dz] } };
}
