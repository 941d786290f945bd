/** What the voxels of one file may take in memory, bytes: 2 GiB. */
export const MEMORY_BUDGET_BYTES = 2 * 1024 ** 3;
